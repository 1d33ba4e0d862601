package dev.tailrace.activities.verification;

import dev.tailrace.activities.Heartbeat;
import java.time.Duration;

/** Obeys a request to stop between two steps of a long read or wait. */
final class Stops {
    private static final Duration LONGEST = Duration.ofMillis(250);

    /** Between two looks at an item that changes all the time. */
    static final Duration MOMENT = Duration.ofMillis(20);

    private Stops() {}

    /** @throws InterruptedException if a stop is asked for */
    static void check(Heartbeat heartbeat) throws InterruptedException {
        if (heartbeat.stopRequested()) {
            throw new InterruptedException("asked to stop");
        }
    }

    /**
     * Waits.
     *
     * @throws InterruptedException soon after a stop is asked for
     */
    static void pause(Heartbeat heartbeat, Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            check(heartbeat);
            Thread.sleep(Duration.ofNanos(Math.min(left, LONGEST.toNanos())));
        }
    }
}
