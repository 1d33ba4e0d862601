package dev.tailrace.activities.store;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped.Refused;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page of a segment is to do to the target, mapped and not yet written (R2).
 *
 * @param from where the page begins; null: at the segment's start
 * @param position where it ends; null: at the segment's end
 * @param copied items that have rows
 * @param collections keys of rows of which the page has parts
 * @param refused items that the mapper refuses
 * @param skipped how many items were left out: by no rule, by rule 1, by rule 2, and so on
 * @param read what reading it took
 */
public record PageEffects(
        @Nullable String from,
        @Nullable String position,
        List<ItemRows> copied,
        Set<RowKey> collections,
        List<LeftOut> refused,
        List<Long> skipped,
        Read read) {
    public PageEffects {
        copied = List.copyOf(copied);
        collections = Set.copyOf(collections);
        refused = List.copyOf(refused);
        skipped = List.copyOf(skipped);
    }

    /** An item and its rows. */
    public record ItemRows(Item item, List<Row> rows) {}

    /** An item that cannot be at the target, and why. */
    public record LeftOut(Item item, Refused why) {}

    /**
     * What reading a page took.
     *
     * @param items how many it has
     * @param units of read capacity
     */
    public record Read(int items, double units, long throttles) {}
}
