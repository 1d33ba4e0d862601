package dev.tailrace.embedded.run;

import java.time.Duration;
import java.util.function.Predicate;

/** Waits for conditions in other processes, by looking again and again. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    /** Looks at something that is elsewhere. */
    @FunctionalInterface
    public interface Look<T> {
        T look() throws Exception;
    }

    /**
     * What was seen when it was first good.
     *
     * @param what to wait for, in words, for the error
     * @throws IllegalStateException where the limit passes first, naming what was seen last; or where looking fails
     */
    public static <T> T until(String what, Duration limit, Look<T> look, Predicate<T> good) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                T seen = look.look();
                if (good.test(seen)) {
                    return seen;
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "Waited %s s for %s; last seen: %s".formatted(limit.toSeconds(), what, seen));
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + what, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Cannot look for " + what, e);
        }
    }
}
