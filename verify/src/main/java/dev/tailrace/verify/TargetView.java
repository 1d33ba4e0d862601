package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.verify.TargetReader.Found;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the target holds of one item, as of one read.
 *
 * @param looked the keys that were read
 * @param rows those found at them
 * @param quarantined whether the item is named in quarantine
 */
record TargetView(Set<RowKey> looked, Map<RowKey, Seen> rows, boolean quarantined) {
    /** A row as found, see {@link Found}. */
    record Seen(RowPrint print, String version) {}

    /** A row that names another item, on an owned table, is not the suspect's: nothing of it is there. */
    static TargetView of(Suspect suspect, Map<RowKey, Found> found, boolean quarantined) {
        var rows = new HashMap<RowKey, Seen>();
        for (var key : suspect.keys()) {
            var row = found.get(key);
            if (row != null && suspect.mayOwn(row.row())) {
                rows.put(key, new Seen(new RowPrint(row.row()), row.version()));
            }
        }
        return new TargetView(Set.copyOf(suspect.keys()), rows, quarantined);
    }

    /** The row's print, or null where there is none. */
    @Nullable
    RowPrint at(RowKey key) {
        var row = rows.get(key);
        return row == null ? null : row.print();
    }

    /** Whether no one wrote at a key between an earlier read and this one, as far as reads can tell. */
    boolean untouchedSince(TargetView earlier, RowKey key) {
        return earlier.looked.contains(key) && Objects.equals(earlier.rows.get(key), rows.get(key));
    }
}
