package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A confirmed difference.
 *
 * @param source the key of the source item it belongs to; null for a row whose key no item can have
 * @param row the key at the target; null for an item that cannot be mapped and is not named in quarantine
 * @param columns the names of the columns that differ, for {@link Kind#DIFFERENT}; never their values
 */
public record Difference(
        Kind kind, @Nullable Item source, @Nullable RowKey row, List<String> columns) {
    public Difference {
        columns = List.copyOf(columns);
    }

    /** What is wrong. Persisted, in lower case. */
    public enum Kind {
        /** The source has it, the target does not, and quarantine does not name it. */
        MISSING,
        /** The target has it, the source does not. */
        EXTRA,
        /** Both have the row, with other cells. */
        DIFFERENT
    }
}
