package dev.tailrace.activities.capture;

import dev.tailrace.activities.lane.Gap;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something done while lanes are read, again and again but once at a time: with thousands of shards, listing them or writing
 * their tokens takes longer than lanes may wait. For one thread.
 */
final class BackgroundTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTask.class);
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final ExecutorService thread;
    private final Work work;
    private @Nullable Future<?> underWay;

    /** What is done. */
    interface Work {
        void run() throws SQLException, Gap;
    }

    BackgroundTask(ExecutorService thread, Work work) {
        this.thread = thread;
        this.work = work;
    }

    boolean isUnderWay() {
        return underWay != null;
    }

    /** Not while it is under way. */
    void start() {
        underWay = thread.submit(() -> {
            work.run();
            return null;
        });
    }

    /** Waits until it has ended, but no longer than so; {@link #hasEnded} tells how. */
    void await(Duration longest) throws InterruptedException {
        var awaited = underWay;
        try {
            if (awaited != null) {
                awaited.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException told) {
            LOG.trace("Told by hasEnded", told);
        }
    }

    /** Whether it has ended since the last look; throws what it threw. */
    boolean hasEnded() throws SQLException, Gap, InterruptedException {
        var ended = underWay;
        if (ended == null || !ended.isDone()) {
            return false;
        }
        underWay = null;
        try {
            ended.get();
            return true;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException cause -> throw cause;
                case Gap cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException("Cannot go on", e);
            }
        }
    }

    /** Waits for it for a while, since an interrupt costs its database connection, and then cuts it off. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(TO_END.toSeconds(), TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        thread.close();
    }
}
