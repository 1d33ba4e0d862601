package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The two digests of an element, keyed by a number that is drawn for each comparison: whoever writes rows cannot choose some
 * that cancel out. Immutable and thread-safe.
 *
 * @param nonce published with the verdict
 */
record ElementDigests(long nonce) {
    /** @param owner see {@link Suspected.OfRow}: two items may claim one key */
    long key(RowKey key, @Nullable String owner) {
        if (owner == null) {
            return Digests.keyed(nonce, key.table(), key.cells());
        }
        var cells = new ArrayList<String>(key.cells());
        cells.add(owner);
        return Digests.keyed(nonce, key.table(), cells);
    }

    long row(Row row) {
        return Digests.keyed(nonce, row.table().name(), row.cells());
    }
}
