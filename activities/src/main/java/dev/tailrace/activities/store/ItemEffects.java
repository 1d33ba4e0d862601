package dev.tailrace.activities.store;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped.Refused;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of changes makes of one item (R3).
 *
 * @param digest of the source key
 * @param seen the target keys of any of its images in injective tables
 * @param owned its target keys in owned tables: it may live there (R6)
 * @param collections the keys of the rows that any of its images is a part of (R6)
 * @param rows of its last image in injective tables; empty where it is removed, left out or refused
 * @param image its last image, null where it was removed
 * @param refused why the last image cannot be at the target, or null
 * @param sequence of its last record in the batch
 */
public record ItemEffects(
        String digest,
        Item key,
        Set<RowKey> seen,
        Set<RowKey> owned,
        Set<RowKey> collections,
        List<Row> rows,
        @Nullable Item image,
        @Nullable Refused refused,
        String sequence) {
    /** The same, where the target refuses the rows: its last image counts as having none, so its old rows go (R7). */
    public ItemEffects refused(Refused because) {
        return new ItemEffects(digest, key, seen, owned, collections, List.of(), image, because, sequence);
    }

    /** The target keys that the item had in the batch and has no more. */
    public List<RowKey> gone() {
        var kept = new HashSet<RowKey>();
        rows.forEach(r -> kept.add(r.key()));
        return seen.stream().filter(k -> !kept.contains(k)).toList();
    }
}
