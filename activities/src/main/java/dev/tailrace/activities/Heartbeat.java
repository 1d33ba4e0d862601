package dev.tailrace.activities;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says that an attempt lives, and learns that it should stop. A stop is asked for at a batch boundary: by cancellation, by
 * the worker's shutdown, or because the service no longer knows the attempt. Thread-safe.
 */
public interface Heartbeat extends AutoCloseable {
    /** How often an activity heartbeats within its heartbeat timeout: two may get lost. */
    int BEATS = 3;

    /** True from the moment on at which the attempt should return at its next batch boundary. */
    boolean stopRequested();

    @Override
    void close();

    /**
     * A heartbeat for an activity that runs under Temporal: a background thread heartbeats until closed.
     *
     * @param context of an activity that has a heartbeat timeout
     */
    static Heartbeat of(ActivityExecutionContext context) {
        return new Background(context);
    }

    /** One without Temporal, which asks for no stop. */
    static Heartbeat none() {
        return new Heartbeat() {
            @Override
            public boolean stopRequested() {
                return Thread.currentThread().isInterrupted();
            }

            @Override
            public void close() {}
        };
    }

    /** Heartbeats in the background, so that a slow page does not look like death. */
    final class Background implements Heartbeat {
        private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("heartbeat").factory());
        private final ActivityExecutionContext context;
        private volatile boolean stop;

        Background(ActivityExecutionContext context) {
            this.context = context;
            var every = context.getInfo().getHeartbeatTimeout().dividedBy(BEATS);
            // Not at once: most activities have ended by then, and each heartbeat is a write of the service's.
            beat.scheduleAtFixedRate(this::once, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void once() {
            try {
                context.heartbeat(null);
            } catch (ActivityCompletionException gone) {
                stop = true;
            }
        }

        @Override
        public boolean stopRequested() {
            return stop || Thread.currentThread().isInterrupted();
        }

        @Override
        public void close() {
            // Not shutdownNow: a heartbeat under way would be cut off and logged as a failure.
            beat.shutdown();
        }
    }
}
