package dev.tailrace.activities.store;

import dev.tailrace.mappers.item.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes items back to a source table, in batches that land at most once and in order (R15): each is one transaction of the source's with
 * its lane's item, which lets it land only while the attempt's term and the batch's number are those of the item. So a copy that comes
 * late or twice, or is of an attempt that was superseded, does nothing. Each call has a limit of its own. Thread-safe.
 */
public interface ReverseWriter {
    /** The attribute on items that were written back, {@code passId/lane/number}: whoever reads the stream knows them by it. Persisted there. */
    String MARK = "_tailrace_reverse";

    /** How many writes a batch may have. */
    int MOST_WRITES = 99;

    /** How large the items of a batch may be in all, as {@link dev.tailrace.mappers.item.ItemSize} measures. */
    long MOST_BYTES = 3_000_000;

    /**
     * A lane's item.
     *
     * @param term of the attempt that took it last; 0: it was only closed
     * @param number of the next batch
     * @param closed nothing lands any more
     */
    record LaneItem(long term, long number, boolean closed) {}

    /** Reads a lane's item, strongly consistent; null where there is none. */
    @Nullable
    LaneItem look(String lane);

    /**
     * Takes a lane's item for an attempt: raises its term, never lowers it. From its answer on nothing of a lower term lands. Makes what
     * lane items are kept in where it is missing.
     *
     * @param mayBeNew whether the item is made where there is none
     * @return the item as it is then, whether taken or not; null where it is missing and was not made
     * @throws dev.tailrace.mappers.problem.ProblemException coded R005 where a permission is lacking
     */
    @Nullable
    LaneItem take(String lane, long term, boolean mayBeNew);

    /** Closes a lane's item, for ever and whoever holds it (R20); makes it closed where there is none. Idempotent. */
    void close(String lane);

    /**
     * One item's write. Unconditional: the batch is.
     */
    sealed interface Write {
        /** The item's key attributes. */
        Item key();

        /** @param item without our mark, which is put on it */
        record Put(Item key, Item item) implements Write {}

        record Delete(Item key) implements Write {}
    }

    /**
     * What is sent at once.
     *
     * @param number that the lane's item is to have; it has the next one if the batch lands
     * @param writes of different items; may be empty: the number is moved, and nothing else
     */
    record Batch(String lane, long term, long number, List<Write> writes) {
        public Batch {
            writes = List.copyOf(writes);
        }
    }

    /** Sends a batch once, or several times the same. What it throws is trouble that no batch is to blame for, such as a missing permission. */
    Answer send(Batch batch);

    /** What became of a batch (R18). */
    sealed interface Answer {
        /** It landed, now or by an earlier copy: the lane's item has the next number. */
        record Applied() implements Answer {}

        /** It did not land and never will: another attempt has the lane's item, or it is closed, or missing. */
        record Lost(@Nullable LaneItem item) implements Answer {}

        /**
         * Nothing was written.
         *
         * @param byPlace what is wrong with which of the writes; at least one
         */
        record Accused(Map<Integer, Fault> byPlace) implements Answer {
            public Accused {
                byPlace = Map.copyOf(byPlace);
            }
        }

        /** Nothing was written, because of one of the writes or their size in all; which one is not said. */
        record Unfit(String why) implements Answer {}

        /** Nothing was written: the source is too busy, or a copy of the same batch is under way. */
        record Busy(String why) implements Answer {}

        /** No answer: it may have landed, or land later. */
        record Unknown(RuntimeException why) implements Answer {}
    }

    /** What is wrong with a write. */
    sealed interface Fault {
        /** In the store's words, without values of the item. */
        String why();

        /** The source cannot hold the item, today nor tomorrow. */
        record OfItem(String why) implements Fault {}

        /** It may be taken later. */
        record Passing(String why) implements Fault {}
    }
}
