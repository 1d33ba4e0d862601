package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.KeyType;

/** Where a column's cells come from. */
sealed interface ColumnSource {
    /** The column's type. */
    CellType type();

    /** A field of a template, by its slot in {@link When#fields()}. */
    record Field(String name, int slot, KeyType type) implements ColumnSource {}

    /** An attribute as a whole. */
    record Attribute(String name, CellType type) implements ColumnSource {}

    /** Every attribute that nothing else took. */
    record Rest(CellType type) implements ColumnSource {}
}
