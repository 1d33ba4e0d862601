package dev.tailrace.activities.store;

import dev.tailrace.mappers.item.Item;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a source table what is there now: every answer has all that was written before the question (R6). Thread-safe. */
public interface PointReader {
    /** How many keys one question may have. */
    int mostKeys();

    /**
     * Asks for several items in one request.
     *
     * @param keys key attributes alone; at least one, at most {@link #mostKeys}, each once
     * @param limit how long it may take with all its retries; null: as the client's own
     * @throws Late if it took longer
     * @throws KeyRefused if a key is one that the store cannot hold: which of them, it does not say
     */
    Answer ask(List<Item> keys, @Nullable Duration limit);

    /** Asks for one item, which some stores charge less for. As {@link #ask(List, Duration)}. */
    Answer ask(Item key, Duration limit);

    /**
     * Begins to read the items from which one row of a collection table is made.
     *
     * @param part the key of any of them, there or not
     * @param begin what the sort keys of all begin with; empty: any sort key
     */
    Parts parts(Item part, String begin);

    /**
     * An answer.
     *
     * @param items by their key attributes; what is not there, and Tailrace's own, left out
     * @param unanswered keys to ask for again
     * @param units of read capacity that it cost
     */
    record Answer(Map<Item, Item> items, List<Item> unanswered, double units) {}

    /** Parts of a row, read page by page. For one thread. */
    interface Parts {
        /** Whether there is another page to read; not once there are more parts, or larger ones, than a row may have. */
        boolean hasNext();

        /**
         * Reads the next page. One that fails may be asked for again.
         *
         * @param limit as in {@link PointReader#ask(List, Duration)}
         * @return the units of read capacity that it cost
         * @throws Late if it took longer
         * @throws KeyRefused if the store cannot hold the key
         */
        double next(@Nullable Duration limit);

        /** What was read so far. */
        List<Item> items();

        /** How large that is, in bytes as {@link dev.tailrace.mappers.item.ItemSize} measures. */
        long size();
    }
}
