package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import org.jspecify.annotations.Nullable;

/** Where a column's cells come from. */
sealed interface ColumnSource {
    /** The column's type. */
    CellType type();

    /** A field of a template, by its slot in {@link When#fields()}. */
    record Field(String name, int slot, KeyType type) implements ColumnSource {}

    /** An attribute as a whole. */
    record Attribute(String name, CellType type) implements ColumnSource {}

    /** An entry of maps within an attribute. */
    record Path(AttributePath path, CellType type) implements ColumnSource {}

    /**
     * Computed of a template's field, or of an attribute or an entry of maps within one; nothing comes back from it.
     *
     * @param of a field's name is a path of one
     * @param slot the field's in {@link When#fields()}; negative: it is no field
     */
    record Computed(AttributePath of, int slot, Transform transform, KeyType type) implements ColumnSource {
        /** What it is computed of; null: the item does not have it. */
        @Nullable
        Value value(Item item, @Nullable String[] fields) {
            var field = slot < 0 ? null : fields[slot];
            return field == null ? of.in(item.attributes()) : new Value.Text(field);
        }
    }

    /** The same for every row. */
    record Constant(String cell, CellType type) implements ColumnSource {}

    /**
     * The text that an attribute packs.
     *
     * @param flag the attribute that says whether it does; null: it always does
     */
    record Packed(
            String attribute, Packing packing, @Nullable String flag, CellType type) implements ColumnSource {}

    /** Every attribute that nothing else took. */
    record Rest(CellType type) implements ColumnSource {}
}
