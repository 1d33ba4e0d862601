package dev.tailrace.activities.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of a shard's records is to do to the target, mapped and not yet written.
 *
 * @param items one for each item that changed, in the order of their first records
 * @param changes how many records were folded into them
 * @param expired how many of these are the source's own deletions by expiry
 * @param tokens the tokens among the records
 * @param position the last record's sequence number; null where the shard has not given any yet
 * @param end the shard was read to its end
 * @param eventAt creation time of the last record; null for none
 */
public record ChangeEffects(
        List<ItemEffects> items,
        int changes,
        long expired,
        List<Change> tokens,
        @Nullable String position,
        boolean end,
        @Nullable Instant eventAt) {
    public ChangeEffects {
        items = List.copyOf(items);
        tokens = List.copyOf(tokens);
    }
}
