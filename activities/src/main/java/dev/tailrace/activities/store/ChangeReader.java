package dev.tailrace.activities.store;

import dev.tailrace.activities.lane.Gap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the stream for what a shard has behind a position. Changes nothing. Immutable; for any thread. */
public interface ChangeReader {
    /**
     * Asks for what comes next.
     *
     * @param position of the last record that was applied; null for none
     * @param iterator reached from there; null where none is known
     * @param inherited the iterator is a former attempt's: the service may know it no more
     * @throws Gap if the stream has lost what comes next
     */
    Page fetch(@Nullable String position, @Nullable String iterator, boolean inherited) throws Gap;

    /** Asks for what comes behind a page of this reader. Null where the service refuses. */
    @Nullable
    Page fetchBehind(Page page);

    /** An answer of the stream. */
    interface Page {
        /** In their order. Built on each call: a page that waits to be applied takes less memory as the answer that came. */
        List<Change> changes();

        /** What goes on behind the page; null: the shard has come to its end. */
        @Nullable
        String iterator();

        /** How many bytes the records have; a full page's where the service does not say. */
        long bytes();

        boolean isEmpty();

        /** Whether it has as many records as were asked for. */
        boolean isFull();

        /** Whether there is more behind it. */
        default boolean hasMore() {
            return isFull() && iterator() != null;
        }
    }
}
