package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import org.jspecify.annotations.Nullable;

/** What a reading found unlike the other side, to be looked at again. Saved with how far a comparison is. */
public sealed interface Suspected {
    /**
     * A row.
     *
     * @param owner the source key that an owned table's row names, as DynamoDB JSON; null on other tables
     * @param rows how many rows with this key each side was found to have alone; none where that is not known yet
     */
    record OfRow(RowKey key, @Nullable String owner, Rows rows) implements Suspected {
        static OfRow of(Row row) {
            return new OfRow(row.key(), owner(row), Rows.NONE);
        }

        OfRow with(Rows found) {
            return new OfRow(key, owner, found);
        }

        /** The source key that a row names; empty where it names none; null on tables that are not owned. */
        static @Nullable String owner(Row row) {
            if (!row.table().isOwned()) {
                return null;
            }
            var named = row.cells().getLast();
            return named == null ? "" : named;
        }
    }

    /**
     * An item that cannot be mapped.
     *
     * @param key its key attributes
     */
    record OfItem(Item key) implements Suspected {}
}
