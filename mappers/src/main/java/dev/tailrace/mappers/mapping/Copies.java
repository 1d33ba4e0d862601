package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Copied;
import java.util.ArrayList;
import java.util.List;

/** Finds the columns that hold an attribute as it is, in every rule that writes their table. */
final class Copies {
    private Copies() {}

    /** @param writers the rules of a table, at least one. A collection's rows are of several items, so it has none. */
    static List<Copied> of(List<CompiledRule> writers) {
        var first = writers.getFirst();
        var found = new ArrayList<Copied>();
        if (first.table().isCollection()) {
            return found;
        }
        for (int i = 0; i < first.sources().size(); i++) {
            int column = i;
            if (first.sources().get(i) instanceof ColumnSource.Attribute attribute
                    && writers.stream()
                            .allMatch(rule -> attribute.equals(rule.sources().get(column)))) {
                found.add(new Copied(
                        first.table().name(),
                        first.table().columns().get(i).name(),
                        attribute.name(),
                        kind(attribute.type())));
            }
        }
        return found;
    }

    private static Copied.Kind kind(CellType type) {
        if (ColumnTypes.isExactNumber(type)) {
            return Copied.Kind.NUMBER;
        }
        if (type.equals(ColumnTypes.TEXT)) {
            return Copied.Kind.TEXT;
        }
        if (type.equals(ColumnTypes.BOOLEAN)) {
            return Copied.Kind.BOOLEAN;
        }
        if (type.equals(ColumnTypes.BYTEA)) {
            return Copied.Kind.BYTES;
        }
        return type.isNull(new Value.Null()) ? Copied.Kind.OTHER : Copied.Kind.JSON;
    }
}
