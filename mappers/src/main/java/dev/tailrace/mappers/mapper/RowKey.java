package dev.tailrace.mappers.mapper;

import java.util.List;

/**
 * A primary key at the target.
 *
 * @param table the target table's name, without its schema
 * @param cells the canonical texts of the key columns, in key order; never null, never empty
 */
public record RowKey(String table, List<String> cells) {
    public RowKey {
        cells = List.copyOf(cells);
    }
}
