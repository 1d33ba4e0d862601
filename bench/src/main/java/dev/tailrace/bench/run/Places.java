package dev.tailrace.bench.run;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Work side by side, timed. */
public final class Places {
    /** Enough to keep two processors and both stores busy. */
    public static final int COUNT = 4;

    private Places() {}

    /** @param sum of what the pieces of work returned */
    public record Done(long sum, double seconds) {}

    /** Does all of it, {@link #COUNT} pieces at once. */
    public static Done run(List<Callable<Long>> work) throws InterruptedException {
        long start = System.nanoTime();
        long sum = 0;
        try (var threads = Executors.newFixedThreadPool(COUNT)) {
            for (var done : threads.invokeAll(work)) {
                sum += done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot measure", e.getCause());
        }
        return new Done(sum, (System.nanoTime() - start) / 1e9);
    }
}
