package dev.tailrace.mappers.mapper;

import java.util.List;

/**
 * A table that a mapper writes.
 *
 * @param name without schema, unquoted
 * @param columns the key columns first, in key order, then the others; names are unique, at most 63 bytes each
 * @param keySize how many of the columns are the primary key; at least one
 * @param kind how its rows belong to items (R6); the last column of an owned table is {@link #SOURCE_KEY}
 */
public record RowTable(String name, List<Column> columns, int keySize, Kind kind) {
    /** The column that names the item a row of an owned table belongs to: DynamoDB JSON of the source key, ASCII. Persisted. */
    public static final String SOURCE_KEY = "_source_key";

    /** How the rows of a table belong to items (R6). */
    public enum Kind {
        /** The target key alone determines the source key. */
        INJECTIVE,
        /** The target key is unique only by the application's rule; the row names its owner. */
        OWNED,
        /** A row is made of all items of a partition key that are its parts; the target key and a part's place determine the part's key. */
        COLLECTION
    }

    /** An injective table. */
    public RowTable(String name, List<Column> columns, int keySize) {
        this(name, columns, keySize, Kind.INJECTIVE);
    }

    public RowTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param name unquoted
     * @param from what of the source it holds, in words for a comment: an attribute's name, or {@code everything else}
     */
    public record Column(String name, ColumnType type, String from) {}

    public boolean isOwned() {
        return kind == Kind.OWNED;
    }

    public boolean isCollection() {
        return kind == Kind.COLLECTION;
    }

    /** The primary key's columns, in order. */
    public List<Column> key() {
        return columns.subList(0, keySize);
    }
}
