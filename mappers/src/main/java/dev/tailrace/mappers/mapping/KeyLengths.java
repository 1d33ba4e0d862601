package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds target keys that may be too long for a Postgres index. */
final class KeyLengths {
    private static final int LONGEST_PARTITION = 2_048;
    private static final int LONGEST_SORT = 1_024;
    /** An entry of a btree has 2,704 bytes at most, headers and alignment included. */
    private static final int LONGEST_ENTRY = 2_704;

    private static final int HEADERS = 24;

    private KeyLengths() {}

    /** A sentence, if the longest keys of the source could make a target key that Postgres refuses. */
    static Optional<String> warning(CompiledRule rule, KeySchema keys) {
        int longest = 0;
        var counted = new HashSet<String>();
        for (var source : rule.keySources()) {
            var from = longTextOf(source, rule);
            if (from == null) {
                continue;
            }
            var key = from.isAttribute() ? keys.attribute(from.attribute()) : null;
            if (key == null) {
                return Optional.of(sentence(rule, "the attribute " + Shown.name(from.toString()) + " has no limit"));
            }
            // The fields of a template share its attribute's bytes; what is computed has its own.
            if (source instanceof ColumnSource.Computed || counted.add(key.name())) {
                longest += key.equals(keys.partition()) ? LONGEST_PARTITION : LONGEST_SORT;
            }
        }
        return longest + HEADERS > LONGEST_ENTRY
                ? Optional.of(sentence(rule, "the source's keys have up to " + longest + " bytes"))
                : Optional.empty();
    }

    /** The most bytes that an attribute of the source's key has (source: AWS documentation, DynamoDB quotas). */
    static int longest(CompiledRule rule, KeySchema.KeyAttribute attribute) {
        return rule.parts().getFirst().attribute().equals(attribute) ? LONGEST_PARTITION : LONGEST_SORT;
    }

    /** The attribute, or the entry of one, that a column of any length is made of; null where the column is short. */
    private static @Nullable AttributePath longTextOf(ColumnSource source, CompiledRule rule) {
        return switch (source) {
            case ColumnSource.Attribute attribute when isLong(attribute.type()) -> AttributePath.of(attribute.name());
            case ColumnSource.Path path when isLong(path.type()) -> path.path();
            case ColumnSource.Field field when isLong(field.type()) -> attributeOf(field.name(), rule);
            case ColumnSource.Computed computed
            when isLong(computed.type()) && computed.transform().isAsLong() ->
                computed.slot() < 0 ? computed.of() : attributeOf(computed.of().attribute(), rule);
            default -> null;
        };
    }

    private static @Nullable AttributePath attributeOf(String field, CompiledRule rule) {
        var place = rule.templates().find(field);
        return place == null ? null : AttributePath.of(place.attribute());
    }

    private static boolean isLong(CellType type) {
        return type.cast().equals("text") || type.cast().equals("bytea");
    }

    private static String sentence(CompiledRule rule, String why) {
        return "Keys of " + Shown.name(rule.table().name()) + " may be too long for a Postgres index ("
                + String.format(Locale.ROOT, "%,d", LONGEST_ENTRY) + " bytes after compression): " + why
                + "; an item with such a key goes to quarantine; map --try says which do.";
    }
}
