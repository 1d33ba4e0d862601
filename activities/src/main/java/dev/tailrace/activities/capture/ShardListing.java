package dev.tailrace.activities.capture;

import java.time.Duration;

/**
 * When a pass's shards were listed last in this process, for all its groups: together they list as often as one would.
 * Thread-safe.
 */
final class ShardListing {
    private boolean wanted = true;
    private boolean underWay;
    private long begunAt;
    private long endedAt = System.nanoTime();

    /** Whether the caller is to list now, and to say when it has {@link #ended}. */
    synchronized boolean begin(Duration every) {
        if (underWay || !wanted && System.nanoTime() - begunAt < every.toNanos()) {
            return false;
        }
        underWay = true;
        wanted = false;
        begunAt = System.nanoTime();
        return true;
    }

    /** @param listed false: it failed, and is tried again after the time that {@link #begin} is given */
    synchronized void ended(boolean listed) {
        underWay = false;
        if (listed) {
            endedAt = System.nanoTime();
        }
    }

    /** A listing is wanted soon, e.g. since the child of a shard that has ended is awaited. */
    synchronized void want() {
        wanted = true;
    }

    /** When the last one succeeded, as {@link System#nanoTime}. */
    synchronized long endedAt() {
        return endedAt;
    }
}
