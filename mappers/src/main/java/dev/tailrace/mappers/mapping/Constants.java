package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapping.MappingSpec.ColumnSpec;
import dev.tailrace.mappers.problem.Code;
import org.jspecify.annotations.Nullable;

/** Compiles columns that hold the same in every row. */
final class Constants {
    private final Problems problems;

    Constants(Problems problems) {
        this.problems = problems;
    }

    /** The column's source; null after telling what is wrong. */
    @Nullable
    ColumnSource compile(String column, ColumnSpec spec, String value, String pointer) {
        var type = spec.type() == null ? ColumnTypes.TEXT : ColumnTypes.parse(spec.type(), null);
        if (type == null) {
            problems.unknownType(pointer, String.valueOf(spec.type()));
            return null;
        }
        boolean alone = spec.equals(new ColumnSpec(
                null,
                spec.type(),
                null,
                null,
                value,
                java.util.List.of(),
                null,
                null,
                null,
                null,
                MappingSpec.TransformSpec.NONE,
                null));
        if (alone && type instanceof KeyType key && key.encode(new Value.Text(value)) instanceof Cell.Of of) {
            return new ColumnSource.Constant(of.text(), key);
        }
        problems.add(
                pointer,
                Code.F004,
                "The column " + Shown.name(column) + " cannot hold the constant " + Shown.text(value) + ".",
                "State value, and a type that takes it as text, and nothing else.");
        return null;
    }
}
