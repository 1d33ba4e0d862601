package dev.tailrace.activities.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of a shard's records is to do to the target, mapped and not yet written.
 *
 * @param items one for each item that changed, in the order of their first records; none where nothing is applied (R9, watch mode)
 * @param changes the records that were folded into them, in order; no tokens
 * @param tokens the tokens among the records
 * @param position the last record's sequence number; null where the shard has not given any yet
 * @param end the shard was read to its end
 * @param eventAt creation time of the last record; null for none
 */
public record ChangeEffects(
        List<ItemEffects> items,
        List<Change> changes,
        List<Change> tokens,
        @Nullable String position,
        boolean end,
        @Nullable Instant eventAt) {
    public ChangeEffects {
        items = List.copyOf(items);
        changes = List.copyOf(changes);
        tokens = List.copyOf(tokens);
    }

    /** How many of the records are the source's own deletions by expiry. */
    public long expired() {
        return changes.stream().filter(Change::byTtl).count();
    }

    /** The highest number of a token among the records; 0: there is none. */
    public long token() {
        return tokens.stream().mapToLong(Change::tokenNumber).max().orElse(0);
    }
}
