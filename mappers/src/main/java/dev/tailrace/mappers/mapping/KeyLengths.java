package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import java.util.Optional;

/** Finds target keys that may be too long for a Postgres index. */
final class KeyLengths {
    private static final int LONGEST_PARTITION = 2_048;
    private static final int LONGEST_SORT = 1_024;
    /** An entry of a btree has 2,704 bytes at most, headers and alignment included. */
    private static final int LONGEST_ENTRY = 2_600;

    private KeyLengths() {}

    /** A sentence, if the longest keys of the source could make a target key that Postgres refuses. */
    static Optional<String> warning(CompiledRule rule, KeySchema keys) {
        for (var source : rule.keySources()) {
            if (source instanceof ColumnSource.Path path && isLong((KeyType) path.type())) {
                return Optional.of(
                        sentence(rule, "the attribute " + Shown.name(path.path().toString()) + " has no limit"));
            }
            if (source instanceof ColumnSource.Attribute attribute
                    && keys.attribute(attribute.name()) == null
                    && isLong((KeyType) attribute.type())) {
                return Optional.of(sentence(rule, "the attribute " + Shown.name(attribute.name()) + " has no limit"));
            }
        }
        int longest = rule.parts().stream()
                .filter(KeyLengths::isLong)
                .mapToInt(part -> part.attribute().equals(keys.partition()) ? LONGEST_PARTITION : LONGEST_SORT)
                .sum();
        return longest > LONGEST_ENTRY
                ? Optional.of(sentence(rule, "the source's keys have up to " + longest + " bytes"))
                : Optional.empty();
    }

    private static boolean isLong(KeyPart part) {
        return switch (part) {
            case KeyPart.Whole whole -> isLong(whole.type());
            case KeyPart.Named named -> false; // its column is in no index
            case KeyPart.Formatted formatted -> formatted.types().stream().anyMatch(KeyLengths::isLong);
        };
    }

    private static boolean isLong(KeyType type) {
        return type.cast().equals("text") || type.cast().equals("bytea");
    }

    private static String sentence(CompiledRule rule, String why) {
        return "Keys of " + Shown.name(rule.table().name()) + " may be too long for a Postgres index (" + LONGEST_ENTRY
                + " bytes): " + why + "; an item with such a key goes to quarantine.";
    }
}
