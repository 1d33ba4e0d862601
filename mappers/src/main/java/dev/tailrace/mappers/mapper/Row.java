package dev.tailrace.mappers.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of a target table. Its cells are in the order of {@link RowTable#columns()}, each the canonical text of its
 * {@link ColumnType} (so two rows are the same if and only if their cells are), null for SQL NULL. Not copied: never change
 * the list afterwards.
 */
public record Row(RowTable table, List<@Nullable String> cells) {
    /** The source key that an owned table's row names, as DynamoDB JSON (R6). */
    public String itemKey() {
        if (!table.isOwned()) {
            throw new IllegalStateException("Cannot tell the owner: rows of " + table.name() + " do not name it.");
        }
        return Objects.requireNonNull(cells.getLast(), RowTable.SOURCE_KEY);
    }

    /** The row's primary key. */
    public RowKey key() {
        var key = new ArrayList<String>(table.keySize());
        for (int i = 0; i < table.keySize(); i++) {
            key.add(Objects.requireNonNull(cells.get(i), "a key cell"));
        }
        return new RowKey(table.name(), key);
    }
}
