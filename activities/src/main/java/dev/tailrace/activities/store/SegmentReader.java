package dev.tailrace.activities.store;

import dev.tailrace.mappers.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a source table whole, in segments that are read side by side. Thread-safe. */
public interface SegmentReader {
    /**
     * One page of a segment. The same place asked for again gives a page of what is there by then.
     *
     * @param position where the page before it ended; null: the segment's start
     * @param most how many items it may look at; null: as many as the store gives at once
     */
    ItemPage page(Segment segment, @Nullable String position, @Nullable Integer most);

    /**
     * A part of the table: every item is in exactly one of {@code of}.
     *
     * @param number from 0
     * @param of how many there are
     * @param consistent whether a page has all that was written before it was asked for
     */
    record Segment(int number, int of, boolean consistent) {}

    /**
     * A page. It may be empty and not be the last.
     *
     * @param items without Tailrace's own, in no order that holds
     * @param position where it ended; null: the segment's end, which nothing else means
     * @param read how many items the store looked at for it
     * @param units of read capacity that it cost; 0 where the store does not say
     * @param throttles how often the store put it off
     */
    record ItemPage(List<Item> items, @Nullable String position, int read, double units, long throttles) {
        public ItemPage {
            items = List.copyOf(items);
        }
    }
}
