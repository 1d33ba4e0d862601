package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.ColumnType;
import org.jspecify.annotations.Nullable;

/** A column type that values can be encoded for. Immutable, thread-safe, compared by its parts. */
public sealed interface CellType extends ColumnType
        permits AffixedType, AlsoType, ArrayType, BooleanType, JsonbType, JsonTextType, KeyType, NulType {
    /**
     * The value as canonical text, or why not. Never throws, never rounds.
     *
     * @param value of any kind; one that {@link #isNull} never comes here
     */
    Cell encode(Value value);

    /** Whether the value is SQL NULL in the column, and stays in rest: {@link Value.Null} is, but in {@code jsonb}. */
    default boolean isNull(Value value) {
        return value instanceof Value.Null;
    }

    /**
     * The value that a cell is the exact encoding of.
     *
     * @throws IllegalArgumentException if no value is encoded as this text
     */
    Value decode(String cell);

    /** Which of the values that fit do not come back from their cells, in words; null if all do. */
    default @Nullable String inexact() {
        return null;
    }

    @Override
    default String cast() {
        return ddl();
    }

    @Override
    default String canonical(String printed) {
        return printed;
    }
}
