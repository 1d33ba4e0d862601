package dev.tailrace.activities.capture;

import dev.tailrace.activities.store.Change;
import dev.tailrace.activities.store.ChangeEffects;
import dev.tailrace.mappers.mapper.Mapper;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one shard, in order.
 *
 * @param changes those to apply: no tokens, none from long before the pass
 * @param tokens the tokens among the records
 * @param position the last record's sequence number; null where the shard has not given any yet
 * @param end the shard was read to its end
 * @param eventAt creation time of the last record; null for none
 */
record ChangeBatch(
        List<Change> changes,
        List<Change> tokens,
        @Nullable String position,
        boolean end,
        @Nullable Instant eventAt) {
    /** Whether there is anything to write: records that were not delivered before, or the shard's end. */
    boolean isNews() {
        return end || eventAt != null;
    }

    /** What it is to do to the target. */
    ChangeEffects effects(Mapper mapper) {
        var fold = new Fold(mapper);
        changes.forEach(fold::add);
        long expired = changes.stream().filter(Change::byTtl).count();
        return new ChangeEffects(fold.items(), changes.size(), expired, tokens, position, end, eventAt);
    }
}
