package dev.tailrace.workflows.turn;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import java.time.Duration;

/**
 * How activities are called. Attempts are unlimited: an exception is a crash or a bug, and the work goes on once that is
 * over. A cancelled activity is waited for, so that nothing runs on behind the workflow's back. When an attempt counts as
 * dead and when the next one follows is the worker's to say.
 */
public final class CallOptions {
    /**
     * For work that heartbeats and goes on for as long as it has to: a statement on terabytes takes days. Death shows by the
     * heartbeats; the limit is for a hang that heartbeats.
     */
    public static final Duration LONGEST = Duration.ofDays(14);

    private CallOptions() {}

    /** A statement or two on the control queue. @param summary as the UI shows it */
    public static ActivityOptions brief(String summary) {
        return options(Queues.CONTROL, summary, Duration.ofSeconds(20)).build();
    }

    /** Minutes to days of work on the control queue: settling, emptying tables, purging, building indexes. */
    public static ActivityOptions lengthy(String summary) {
        return heartbeating(Queues.CONTROL, summary, LONGEST);
    }

    /** Work that heartbeats. */
    public static ActivityOptions heartbeating(String queue, String summary, Duration longest) {
        return options(queue, summary, longest).build();
    }

    private static ActivityOptions.Builder options(String queue, String summary, Duration longest) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(queue)
                .setSummary(summary)
                .setStartToCloseTimeout(longest)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
    }
}
