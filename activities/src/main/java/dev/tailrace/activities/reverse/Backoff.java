package dev.tailrace.activities.reverse;

import dev.tailrace.activities.lane.ReverseMarks.Mark;
import dev.tailrace.mappers.item.Value;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Keys that the source was too busy for: all of a partition wait, the longer the more often (R18). Their marks stay. For one thread. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 6;

    private final Map<Value, Wait> partitions = new HashMap<>();
    private final Map<String, Value> keys = new HashMap<>();

    private record Wait(long until, int times) {}

    /** The partition was too busy now: its keys wait from here on. */
    void busy(Value partition) {
        partitions.compute(partition, (p, was) -> {
            int times = was == null ? 0 : Math.min(was.times() + 1, MOST_DOUBLINGS);
            return new Wait(System.nanoTime() + FIRST.multipliedBy(1L << times).toNanos(), times);
        });
    }

    /** Something of the partition has landed. */
    void landed(Value partition) {
        partitions.remove(partition);
    }

    /** Whether keys of the partition wait. */
    boolean waits(Value partition) {
        var wait = partitions.get(partition);
        return wait != null && wait.until() > System.nanoTime();
    }

    /** A marked key of a partition that waits. */
    void leaveOut(Mark mark, Value partition) {
        keys.put(mark.digest(), partition);
    }

    /** The digests of keys that were left out and wait still. */
    Collection<String> leftOut() {
        keys.values().removeIf(partition -> !waits(partition));
        return keys.keySet();
    }
}
