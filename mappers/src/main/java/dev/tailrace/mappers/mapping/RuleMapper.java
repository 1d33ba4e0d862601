package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Copied;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.problem.Code;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of a table, tried in order. */
final class RuleMapper implements ReversibleMapper, RuleChoice {
    private static final Mapped SKIPPED = new Mapped.Skipped();

    private final List<KeyAttribute> keyAttributes;
    private final List<RowTable> tables;
    private final List<Entry> rules;
    private final Map<String, SourceKeys> keyInverses;
    private final Map<String, ItemInverse> itemInverses;
    private final Map<String, PartsMaker> collections;
    private final Map<String, RowMatch> matches = new HashMap<>();
    private final List<Copied> copied;
    private final MappingSpec.Else otherwise;

    /** A rule: what it takes, and what it makes of it. */
    record Entry(When when, Maker maker) {}

    /** What a rule makes of an item that it takes. */
    interface Maker {
        /** @param fields what the rule's condition matched */
        Mapped map(Item item, @Nullable String[] fields);
    }

    /**
     * The ways back, by table.
     *
     * @param keys of tables that do not ask the source
     * @param collections of tables whose rows are made of several items
     */
    record Inverses(Map<String, SourceKeys> keys, Map<String, ItemInverse> items, Map<String, PartsMaker> collections) {
        Inverses {
            keys = Map.copyOf(keys);
            items = Map.copyOf(items);
            collections = Map.copyOf(collections);
        }
    }

    RuleMapper(
            KeySchema keys,
            List<RowTable> tables,
            List<Copied> copied,
            List<Entry> rules,
            Inverses inverses,
            MappingSpec.Else otherwise) {
        this.keyAttributes = keys.attributes();
        this.tables = List.copyOf(tables);
        this.copied = List.copyOf(copied);
        this.rules = List.copyOf(rules);
        this.keyInverses = inverses.keys();
        this.itemInverses = inverses.items();
        this.collections = inverses.collections();
        itemInverses.forEach((table, inverse) -> {
            if (!collections.containsKey(table)) {
                matches.put(table, new RowMatch(inverse.row()));
            }
        });
        this.otherwise = otherwise;
    }

    @Override
    public List<RowTable> tables() {
        return tables;
    }

    @Override
    public List<Copied> copied() {
        return copied;
    }

    @Override
    public Mapped map(Item item) {
        for (var key : keyAttributes) {
            var value = item.get(key.name());
            if (value == null || !key.type().fits(value)) {
                return refused(
                        Code.M024,
                        "The key attribute " + Shown.name(key.name())
                                + (value == null
                                        ? " is missing."
                                        : " is " + value.kind() + ", not " + key.type() + "."));
            }
        }
        for (var rule : rules) {
            var fields = rule.when().match(item);
            if (fields != null) {
                return rule.maker().map(item, fields);
            }
        }
        return otherwise == MappingSpec.Else.SKIP ? SKIPPED : refused(Code.M020, "No rule matches the item.");
    }

    @Override
    public int ruleOf(Item item) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).when().match(item) != null) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Item itemKey(RowKey key) {
        var inverse = keyInverses.get(key.table());
        if (inverse == null) {
            throw new IllegalArgumentException(
                    "Cannot find the source key: " + key.table() + " is not a target of this mapping.");
        }
        return inverse.sourceKey(key.cells());
    }

    @Override
    public Collected collect(RowKey key, Collection<Item> items) {
        var collection = collection(key.table());
        // Whoever read so many may have stopped there: what they are does not tell what there is.
        return PartsMaker.areTooMany(items)
                ? PartsMaker.TOO_MANY
                : collection.collect(items.stream()
                        .filter(item -> map(item) instanceof Mapped.Part part
                                && part.key().equals(key))
                        .toList());
    }

    @Override
    public String partsBegin(String table) {
        return collection(table).begin();
    }

    @Override
    public List<Item> parts(Row row) {
        var table = row.table().name();
        var inverse = itemInverses.get(table);
        if (inverse == null) {
            throw noCollection(table);
        }
        return collection(table)
                .parts(inverse.row().attributes(row.cells()), row.key().cells());
    }

    private PartsMaker collection(String table) {
        var collection = collections.get(table);
        if (collection == null) {
            throw noCollection(table);
        }
        return collection;
    }

    private static IllegalArgumentException noCollection(String table) {
        return new IllegalArgumentException("Cannot collect " + table + ": it is not a collection of this mapping.");
    }

    @Override
    public Item unmap(List<Row> rows) {
        for (var row : rows) {
            var inverse = itemInverses.get(row.table().name());
            if (inverse != null && !row.table().isCollection()) {
                return inverse.item(row, rows);
            }
        }
        throw new IllegalArgumentException("Cannot restore an item: no row is of a table that has items.");
    }

    @Override
    public boolean surelyRestores(Item item, List<Row> rows) {
        // Of several rows, those behind the first are of lists that rest does not have.
        var match = rows.size() == 1 ? matches.get(rows.getFirst().table().name()) : null;
        return match != null && match.surely(item, rows.getFirst().cells());
    }

    private static Mapped refused(Code code, String reason) {
        return new Mapped.Refused(code.id(), reason);
    }
}
