package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.ColumnType;

/** A column type that values can be encoded for. Immutable, thread-safe, compared by its parts. */
public sealed interface CellType extends ColumnType permits ArrayType, BooleanType, JsonbType, KeyType, NulType {
    /**
     * The value as canonical text, or why not. Never throws, never rounds.
     *
     * @param value of any kind; {@link Value.Null} fits {@code jsonb} only, for other columns it is SQL NULL and never comes here
     */
    Cell encode(Value value);

    @Override
    default String cast() {
        return ddl();
    }

    @Override
    default String canonical(String printed) {
        return printed;
    }
}
