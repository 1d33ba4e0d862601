package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowLookup;
import dev.tailrace.mappers.mapper.RowLookup.Match;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.TableWay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a table by the source key that they claim, and tells which a row claims. Columns that are computed of the source key, or
 * constant, are not asked for: a row in which the application wrote another value claims the key all the same.
 */
final class RowFinder {
    private final RowTable table;
    private final KeySchema keys;
    private final List<KeyPart> parts;
    private final List<BornPart> born;
    private final @Nullable String firstPlace;

    private RowFinder(
            RowTable table, KeySchema keys, List<KeyPart> parts, List<BornPart> born, @Nullable String firstPlace) {
        this.table = table;
        this.keys = keys;
        this.parts = List.copyOf(parts);
        this.born = List.copyOf(born);
        this.firstPlace = firstPlace;
    }

    /**
     * Of a rule's table.
     *
     * @param table as all rules that write it see it
     * @param born of that of them that says how the keys of rows made at the target are made; none: none does
     */
    static RowFinder of(CompiledRule rule, RowTable table, KeySchema keys, List<BornPart> born) {
        var collect = rule.spec().collect();
        return new RowFinder(
                table, keys, rule.parts(), born, collect == null ? null : Integer.toString(collect.first()));
    }

    /** Of a table of the elements of a rule's lists, whose key begins with the rule's. */
    static RowFinder ofChild(CompiledRule rule, RowTable child, KeySchema keys) {
        return new RowFinder(child, keys, rule.parts(), List.of(), null);
    }

    /** See {@link dev.tailrace.mappers.mapper.ReversibleMapper#claimedKey}. */
    Item claimedKey(Row row) {
        var key = new HashMap<String, Value>();
        if (table.isOwned()) {
            int named = table.columns().size() - 1;
            for (var attribute : keys.attributes()) {
                var part = new KeyPart.Named(attribute, named, bornOf(attribute));
                key.put(attribute.name(), part.of(row.cells()));
            }
            return Item.of(key);
        }
        List<@Nullable String> cells = new ArrayList<>(row.cells().subList(0, table.keySize()));
        if (firstPlace != null) {
            cells.add(firstPlace);
        }
        for (var part : parts) {
            key.put(part.attribute().name(), part.of(cells));
        }
        return Item.of(key);
    }

    private @Nullable BornPart bornOf(KeySchema.KeyAttribute attribute) {
        return born.stream()
                .filter(part -> part.attribute().equals(attribute))
                .findFirst()
                .orElse(null);
    }

    /** See {@link dev.tailrace.mappers.mapper.ReversibleMapper#lookups}. */
    RowLookup lookup(Item key) {
        var ways = table.isOwned() ? bornWays(key) : ways(key);
        if (ways == null) {
            return new RowLookup.Unknown(
                    table,
                    "Rows of " + table.name() + " could make the source key in more than " + TemplateSplits.MOST
                            + " ways: it has too many separators.");
        }
        var anyOf = new ArrayList<List<Match>>();
        if (table.isOwned()) {
            anyOf.add(List.of(new Match(named(), DynamoJson.write(keys.keyOf(key)))));
        }
        for (var way : ways) {
            var all = new ArrayList<Match>();
            if (table.isOwned()) {
                all.add(new Match(named(), null));
            }
            way.forEach((column, cell) -> {
                if (!isPlace(column)) {
                    all.add(new Match(column, cell));
                }
            });
            anyOf.add(all);
        }
        return new RowLookup.Rows(table, anyOf.stream().distinct().toList());
    }

    /** Of a row of parts, the place of one: behind the key there, and no column. */
    private boolean isPlace(int cell) {
        return firstPlace != null && cell == table.keySize();
    }

    private int named() {
        return table.columns().size() - 1;
    }

    private @Nullable List<SortedMap<Integer, String>> ways(Item key) {
        var ways = KeyWays.any();
        for (var part : parts) {
            var value = valueOf(key, part.attribute());
            ways = KeyWays.both(
                    ways,
                    switch (part) {
                        case KeyPart.Whole whole -> KeyWays.whole(whole.cell(), whole.type(), value);
                        case KeyPart.Formatted formatted ->
                            KeyWays.formatted(formatted.template(), formatted.cells(), formatted.types(), value);
                        case KeyPart.Named named -> throw new IllegalStateException("an owned table has no such parts");
                    });
        }
        return ways;
    }

    /** None where no rule says how keys of rows are made that the application makes. */
    private @Nullable List<SortedMap<Integer, String>> bornWays(Item key) {
        var ways = born.isEmpty() ? List.<SortedMap<Integer, String>>of() : KeyWays.any();
        for (var part : born) {
            ways = KeyWays.both(ways, part.ways(valueOf(key, part.attribute())));
        }
        return ways;
    }

    private static Value valueOf(Item key, KeySchema.KeyAttribute attribute) {
        var value = key.get(attribute.name());
        if (value == null) {
            throw new IllegalArgumentException("Cannot look up a key: it lacks " + attribute.name() + ".");
        }
        return value;
    }

    /** See {@link dev.tailrace.mappers.mapper.ReversibleMapper#ways}. */
    TableWay way() {
        var key = TableWay.keyOf(table);
        var indexes = new ArrayList<TableWay.Index>();
        var recorded = new TreeSet<>(key);
        if (table.isOwned()) {
            indexes.add(new TableWay.Index(List.of(named()), false));
            born.forEach(part -> part.fields().forEach(field -> recorded.add(field.cell())));
            add(indexes, BornCompiler.cells(born), true);
        } else {
            add(indexes, columns(), false);
        }
        return new TableWay(
                table,
                null,
                List.copyOf(recorded),
                indexes,
                table.isOwned() && born.isEmpty()
                        ? "Rows that the application makes in " + table.name()
                                + " have no way back: the file does not state born, how their source keys are made."
                        : null);
    }

    private List<Integer> columns() {
        return parts.stream()
                .flatMap(part -> switch (part) {
                    case KeyPart.Whole whole -> Stream.of(whole.cell());
                    case KeyPart.Formatted formatted -> formatted.cells().stream();
                    case KeyPart.Named named -> Stream.of(named.cell());
                })
                .filter(cell -> !isPlace(cell))
                .distinct()
                .sorted()
                .toList();
    }

    /** Unless the primary key begins with these columns, in whatever order. */
    private void add(List<TableWay.Index> indexes, List<Integer> columns, boolean ofBorn) {
        boolean served =
                columns.isEmpty() || columns.getLast() == columns.size() - 1 && columns.size() <= table.keySize();
        if (!served) {
            indexes.add(new TableWay.Index(columns, ofBorn));
        }
    }
}
