package dev.tailrace.activities.lane;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of something one request asks for: much less after each that was not answered in time, more again after full answers that
 * came quickly. So a store that is slow, or far away, is not asked for the same again and again in vain. Thread-safe.
 */
public final class AdaptiveBatchSize {
    /** An answer within this part of its limit is quick: twice as much would be in time, too. */
    private static final int QUICK = 4;

    /** Each request that is late has cost its whole limit: few steps down to one. */
    private static final int LESS = 4;

    private final int most;
    private final AtomicInteger now;

    /** @param most what a request can ask for */
    public AdaptiveBatchSize(int most) {
        this.most = most;
        now = new AtomicInteger(most);
    }

    /** At least one. */
    public int most() {
        return now.get();
    }

    /** No answer came in time to a request for so many. */
    public void late(int asked) {
        now.updateAndGet(n -> Math.max(1, Math.min(n, asked) / LESS));
    }

    /** An answer of so many took so many nanoseconds of its limit. */
    public void took(int answered, long nanos, Duration limit) {
        if (nanos < limit.toNanos() / QUICK) {
            now.updateAndGet(n -> answered < n ? n : Math.min(2 * n, most));
        }
    }
}
