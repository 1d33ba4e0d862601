package dev.tailrace.verify;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Several readings at the same time, a thread for each. */
public final class Together {
    private Together() {}

    /** Reads some of the data. */
    @FunctionalInterface
    public interface Reading {
        /** @throws InterruptedException if asked to stop */
        void read() throws InterruptedException;
    }

    /**
     * Runs all and returns when all have ended. If one fails, the others are interrupted, and its exception is thrown.
     *
     * @throws InterruptedException if this thread is interrupted, or a reading was asked to stop
     */
    public static void run(List<Reading> readings) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(readings.size())) {
            var ended = new ExecutorCompletionService<Object>(threads);
            readings.forEach(reading -> ended.submit(task(reading)));
            try {
                for (int i = 0; i < readings.size(); i++) {
                    ended.take().get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw unwrapped(e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }

    private static Callable<Object> task(Reading reading) {
        return () -> {
            reading.read();
            return reading;
        };
    }

    private static RuntimeException unwrapped(ExecutionException failed) throws InterruptedException {
        return switch (failed.getCause()) {
            case InterruptedException stopped -> throw stopped;
            case Error broken -> throw broken;
            case RuntimeException cause -> cause;
            case null, default -> new IllegalStateException(failed);
        };
    }
}
