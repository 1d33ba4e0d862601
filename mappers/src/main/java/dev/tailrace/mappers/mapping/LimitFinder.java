package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Bounds;
import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what the source could not hold of the rows that one rule writes into a table. */
final class LimitFinder {
    /** An item's, names included (source: AWS documentation, DynamoDB quotas). */
    private static final int LARGEST_ITEM = 400 * 1_024;

    private final RowTable table;
    private final List<ColumnSource> sources;
    private final int first;
    private final Set<Integer> ofKey;
    private final @Nullable String joined;
    private final Set<RowLimit> limits = new LinkedHashSet<>();

    /**
     * @param first the column that the first source fills
     * @param ofKey the columns that are attributes of the source's key, whose limits are found elsewhere
     * @param joined the attribute of which each part has a piece; null: the row is of one item
     */
    private LimitFinder(
            RowTable table, List<ColumnSource> sources, int first, Set<Integer> ofKey, @Nullable String joined) {
        this.table = table;
        this.sources = sources;
        this.first = first;
        this.ofKey = ofKey;
        this.joined = joined;
    }

    /** Those on which all rules that write the table agree. */
    static List<RowLimit> of(List<CompiledRule> writers) {
        var common = new LinkedHashSet<>(of(writers.getFirst()));
        writers.forEach(rule -> common.retainAll(of(rule)));
        return List.copyOf(common);
    }

    /** The same of a child table. */
    static List<RowLimit> ofChildren(List<CompiledChild> writers) {
        var common = new LinkedHashSet<>(of(writers.getFirst()));
        writers.forEach(child -> common.retainAll(of(child)));
        return List.copyOf(common);
    }

    private static Set<RowLimit> of(CompiledRule rule) {
        var collect = rule.spec().collect();
        var joined = collect == null ? null : collect.join();
        var finder = new LimitFinder(rule.table(), rule.sources(), 0, wholes(rule), joined);
        if (collect == null) {
            finder.add("", "make an item of at most 400 KB, names included", null);
        } else {
            finder.parts(collect);
        }
        finder.columns();
        new KeyLimits(rule, finder::add).find();
        if (rule.table().isOwned()) {
            var named = Identifiers.quote(RowTable.SOURCE_KEY) + " IS NOT NULL";
            finder.add(RowTable.SOURCE_KEY, "names the row's item", named);
        }
        finder.rest(true);
        return finder.limits;
    }

    private static Set<Integer> wholes(CompiledRule rule) {
        return rule.parts().stream()
                .filter(KeyPart.Whole.class::isInstance)
                .map(part -> ((KeyPart.Whole) part).cell())
                .collect(Collectors.toSet());
    }

    private static Set<RowLimit> of(CompiledChild child) {
        var finder = new LimitFinder(
                child.table(),
                child.sources(),
                child.table().columns().size() - child.sources().size(),
                Set.of(),
                null);
        finder.add(
                "", "belong to a row of " + Shown.name(child.parent()) + ", and count towards its item's size", null);
        finder.columns();
        finder.rest(false);
        return finder.limits;
    }

    /** Of a row of parts: they are told by rest, and a text that the application makes longer is the last one's. */
    private void parts(MappingSpec.Collect collect) {
        add("", "make parts of at most 400 KB each, names included", null);
        add("", "are made of at most 10,000 parts and 16 MiB", null);
        if (sources.getLast() instanceof ColumnSource.Rest) {
            var name = table.columns().get(sources.size() - 1).name();
            var kept = "coalesce(%1$s -> '$m', %1$s) -> '%2$s'".formatted(Identifiers.quote(name), JoinedParts.NAME);
            add(
                    name,
                    "says under " + JoinedParts.NAME + " which parts there are",
                    "coalesce(jsonb_typeof(" + kept + ") = 'array', false)");
            add(name, "says under " + JoinedParts.NAME + " each place " + Shown.name(collect.order()) + " once", null);
        }
    }

    private void columns() {
        for (int i = 0; i < table.columns().size(); i++) {
            var column = table.columns().get(i);
            if (column.type() instanceof CellType type) {
                Bounds.of(type, Identifiers.quote(column.name()))
                        .forEach(bound -> add(column.name(), bound.rule(), bound.check()));
            }
        }
        for (int i = 0; i < sources.size(); i++) {
            source(first + i, sources.get(i));
        }
    }

    private void source(int at, ColumnSource source) {
        var name = table.columns().get(at).name();
        var bytes = Bounds.bytes(source.type(), Identifiers.quote(name));
        switch (source) {
            case ColumnSource.Attribute attribute -> {
                if (!ofKey.contains(at)) {
                    largest(name, bytes, attribute.name().equals(joined) ? (int) Collected.MOST_BYTES : LARGEST_ITEM);
                    inexact(name, attribute);
                }
            }
            case ColumnSource.Path path -> largest(name, bytes, LARGEST_ITEM);
            case ColumnSource.Packed packed -> largest(name, bytes, Packing.LARGEST);
            case ColumnSource.Constant constant ->
                add(
                        name,
                        "is always " + Shown.name(constant.cell()),
                        Identifiers.quote(name) + " = " + Bounds.literal(constant.cell()));
            case ColumnSource.Computed computed -> {
                if (at < table.keySize()) {
                    add(
                            name,
                            "is what is computed of " + Shown.name(computed.of().toString()),
                            null);
                }
            }
            case ColumnSource.Field field -> {}
            case ColumnSource.Rest rest -> {}
        }
    }

    private void largest(String column, @Nullable String bytes, int most) {
        if (bytes != null) {
            add(column, "has at most " + most / 1_024 + " KB", bytes + " <= " + most);
        }
    }

    /**
     * What the mapper makes of lists, and of texts of digits, is no set and no number of the source's: then rest has the attribute. So
     * where there is none, or another column of the attribute, no CHECK can tell them apart.
     */
    private void inexact(String column, ColumnSource.Attribute attribute) {
        var c = Identifiers.quote(column);
        var elements = Bounds.elements(attribute.type(), c);
        var number = Bounds.number(attribute.type(), c);
        var kept = kept(attribute.name());
        if (elements != null) {
            add(column, "is not empty", kept == null ? null : elements + " > 0 OR " + kept);
            add(column, "holds nothing twice", null);
        }
        if (number != null) {
            add(
                    column,
                    "has a magnitude from 1E-130 to 9.99E125 and at most 38 digits",
                    kept == null ? null : number + " OR " + kept);
        }
    }

    /** That rest has an attribute; null where that cannot be told. */
    private @Nullable String kept(String attribute) {
        long columns =
                sources.stream().filter(source -> isOf(source, attribute)).count();
        boolean plain = attribute.indexOf('\\') < 0 && attribute.indexOf('\0') < 0;
        if (columns != 1 || !plain || !(sources.getLast() instanceof ColumnSource.Rest)) {
            return null;
        }
        var rest = Identifiers.quote(
                table.columns().get(first + sources.size() - 1).name());
        // A map with a name that begins with $ stands in $m.
        return "coalesce(%1$s -> '$m', %1$s) -> %2$s IS NOT NULL".formatted(rest, Bounds.literal(attribute));
    }

    private static boolean isOf(ColumnSource source, String attribute) {
        return switch (source) {
            case ColumnSource.Attribute column -> column.name().equals(attribute);
            case ColumnSource.Path path -> path.path().attribute().equals(attribute);
            case ColumnSource.Packed packed -> packed.attribute().equals(attribute);
            case ColumnSource.Computed c -> false;
            case ColumnSource.Constant c -> false;
            case ColumnSource.Field f -> false;
            case ColumnSource.Rest r -> false;
        };
    }

    /** @param whole whether it is all of an item that no column took: then it is a map */
    private void rest(boolean whole) {
        if (!sources.isEmpty() && sources.getLast() instanceof ColumnSource.Rest) {
            var name = table.columns().get(first + sources.size() - 1).name();
            var c = Identifiers.quote(name);
            add(name, "is typed JSON as the mapping's page has it, its numbers of at most 38 digits", null);
            if (whole) {
                add(name, "is an object", "jsonb_typeof(" + c + ") = 'object'");
            }
        }
    }

    private void add(String column, String rule, @Nullable String check) {
        limits.add(new RowLimit(table.name(), Objects.requireNonNull(column), rule, check));
    }
}
