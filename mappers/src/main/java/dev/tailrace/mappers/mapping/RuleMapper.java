package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.TargetTable;
import dev.tailrace.mappers.problem.Code;
import java.util.List;
import java.util.Map;

/** The rules of a table, tried in order. */
final class RuleMapper implements ReversibleMapper {
    private static final Mapped SKIPPED = new Mapped.Skipped();

    private final List<KeyAttribute> keyAttributes;
    private final List<TargetTable> targets;
    private final List<RowMaker> rules;
    private final Map<String, SourceKeys> keyInverses;
    private final Map<String, ItemInverse> itemInverses;
    private final MappingSpec.Else otherwise;

    RuleMapper(
            KeySchema keys,
            List<TargetTable> targets,
            List<RowMaker> rules,
            Map<String, SourceKeys> keyInverses,
            Map<String, ItemInverse> itemInverses,
            MappingSpec.Else otherwise) {
        this.keyAttributes = keys.attributes();
        this.targets = List.copyOf(targets);
        this.rules = List.copyOf(rules);
        this.keyInverses = Map.copyOf(keyInverses);
        this.itemInverses = Map.copyOf(itemInverses);
        this.otherwise = otherwise;
    }

    @Override
    public List<TargetTable> targets() {
        return targets;
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
                return rule.map(item, fields);
            }
        }
        return otherwise == MappingSpec.Else.SKIP ? SKIPPED : refused(Code.M020, "No rule takes the item.");
    }

    @Override
    public Item sourceKey(RowKey key) {
        var inverse = keyInverses.get(key.table());
        if (inverse == null) {
            throw new IllegalArgumentException(
                    "Cannot find the source key: " + key.table() + " is no target of this mapping.");
        }
        return inverse.sourceKey(key.cells());
    }

    @Override
    public Item unmap(List<Row> rows) {
        for (var row : rows) {
            var inverse = itemInverses.get(row.table().name());
            if (inverse != null) {
                return inverse.item(row, rows);
            }
        }
        throw new IllegalArgumentException("Cannot give back an item: no row is of a table that has items.");
    }

    private static Mapped refused(Code code, String reason) {
        return new Mapped.Refused(code.id(), reason);
    }
}
