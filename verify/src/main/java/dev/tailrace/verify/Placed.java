package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import org.jspecify.annotations.Nullable;

/**
 * Where a row is, and whose it is: on an owned table (R6) the key alone does not tell, and two items may claim one.
 *
 * @param owner the source key that an owned table's row names, as DynamoDB JSON, empty where it names none; null on other tables
 */
record Placed(RowKey key, @Nullable String owner) {
    static Placed of(Row row) {
        return new Placed(row.key(), owner(row));
    }

    static @Nullable String owner(Row row) {
        if (!row.table().isOwned()) {
            return null;
        }
        var named = row.cells().getLast();
        return named == null ? "" : named;
    }
}
