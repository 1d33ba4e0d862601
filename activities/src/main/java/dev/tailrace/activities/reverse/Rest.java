package dev.tailrace.activities.reverse;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How long a lane with nothing to do waits until it looks again: the longer the longer it had nothing. For one thread. */
final class Rest {
    private static final Duration SHORTEST = Duration.ofMillis(20);

    private final Duration longest;
    private Duration now = SHORTEST;

    Rest(Duration longest) {
        this.longest = longest;
    }

    /** There was something to do. */
    void again() {
        now = SHORTEST;
    }

    void park() {
        LockSupport.parkNanos(now.toNanos());
        var twice = now.multipliedBy(2);
        now = twice.compareTo(longest) < 0 ? twice : longest;
    }
}
