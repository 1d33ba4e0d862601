package dev.tailrace.mappers.mapper;

import java.util.List;

/**
 * A table that a mapper writes.
 *
 * @param name without schema, unquoted
 * @param columns the key columns first, in key order, then the others; names are unique, at most 63 bytes each
 * @param keySize how many of the columns are the primary key; at least one
 */
public record TargetTable(String name, List<Column> columns, int keySize) {
    public TargetTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param name unquoted
     * @param from what of the source it holds, in words for a comment: an attribute's name, or {@code everything else}
     */
    public record Column(String name, ColumnType type, String from) {}

    /** The primary key's columns, in order. */
    public List<Column> key() {
        return columns.subList(0, keySize);
    }
}
