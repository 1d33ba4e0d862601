package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.JsonDocument;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.problem.Code;
import org.jspecify.annotations.Nullable;

/** Compiles columns that hold the same in every row. */
final class Constants {
    private final Problems problems;

    Constants(Problems problems) {
        this.problems = problems;
    }

    /**
     * The column's source; null after telling what is wrong.
     *
     * @param inKey whether it is a column of the target key, which no jsonb can be
     */
    @Nullable
    ColumnSource compile(String column, ColumnSpec spec, String value, String pointer, boolean inKey) {
        var type = spec.type() == null ? ColumnTypes.TEXT : ColumnTypes.parse(spec.type(), null);
        if (type == null) {
            problems.unknownType(pointer, String.valueOf(spec.type()));
            return null;
        }
        boolean alone = spec.equals(ColumnSpec.constant(spec.type(), value));
        var cell = alone && !(inKey && type.ddl().equals("jsonb")) ? cell(type, value) : null;
        if (cell != null) {
            return new ColumnSource.Constant(cell, type);
        }
        problems.add(
                pointer,
                Code.F004,
                "The column " + Shown.name(column) + " cannot hold the constant " + Shown.text(value) + ".",
                "State value, and a type that takes it as text, and nothing else.");
        return null;
    }

    /** Null where the type does not take it. */
    private static @Nullable String cell(CellType type, String value) {
        return switch (type.ddl()) {
            case "boolean" -> value.equals("true") || value.equals("false") ? value : null;
            case "jsonb" -> JsonDocument.canonical(value);
            default ->
                type instanceof KeyType key && key.encode(new Value.Text(value)) instanceof Cell.Of of
                        ? of.text()
                        : null;
        };
    }
}
