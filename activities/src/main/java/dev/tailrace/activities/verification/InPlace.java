package dev.tailrace.activities.verification;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Tries again in place what passes by itself, for a bounded time: else hours of comparing would be lost to one page that a store
 * did not give. Immutable; for any thread.
 *
 * @param heartbeat ends a pause
 * @param longest how long one call is tried again; longer than a database needs to fail over
 */
record InPlace(Heartbeat heartbeat, Duration longest) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** For four requests to the source with all their retries, in production two minutes. */
    InPlace(Heartbeat heartbeat, StoreTimeouts timeouts) {
        this(heartbeat, timeouts.call().multipliedBy(4));
    }

    /** What is tried; it may have been begun before, and changes nothing that once more would not. */
    interface Call<T, E extends Exception> {
        T call() throws E, InterruptedException;
    }

    /**
     * @throws E what the call throws, once it does not pass by itself or the time is over
     * @throws InterruptedException if asked to stop
     */
    <T, E extends Exception> T get(Call<T, E> call) throws E, InterruptedException {
        return get(call, e -> false);
    }

    /** As {@link #get(Call)}. @param atOnce what is thrown at once though it may pass: the caller has an answer to it */
    <T, E extends Exception> T get(Call<T, E> call, Predicate<Exception> atOnce) throws E, InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return call.call();
            } catch (InterruptedException stopped) {
                throw stopped;
            } catch (Exception e) {
                if (atOnce.test(e) || !passes(e) || System.nanoTime() + pause.toNanos() - end > 0) {
                    throw e;
                }
            }
            Stops.pause(heartbeat, pause);
        }
    }

    /** Whether nothing is tried again. */
    boolean isAtOnce() {
        return longest.isZero();
    }

    /** Whether what was thrown passes by itself. */
    static boolean passes(Exception thrown) {
        return !FailureClassifier.isInterruption(thrown) && FailureClassifier.of(thrown, "") instanceof Turn.Stalled;
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
