package dev.tailrace.mappers.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A limit of the way back: what must hold of a target table's rows so that the source could hold their items.
 *
 * @param table the target table's name
 * @param column empty: the row as a whole
 * @param rule what must hold, as the rest of a sentence that begins with the column
 * @param check an SQL condition that holds of every row that the mapper makes; null: none that a CHECK can have
 */
public record RowLimit(
        String table, String column, String rule, @Nullable String check) {}
