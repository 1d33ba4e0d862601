package dev.tailrace.workflows.migration;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * How activities are called. Attempts are unlimited: an exception is a crash or a bug, and the work goes on once that is
 * over. A cancelled activity is waited for, so that nothing runs on behind the workflow's back.
 */
public final class CallOptions {
    /**
     * A worker that died is replaced after so long. Workers heartbeat for every activity, each four seconds: two may get lost.
     */
    private static final Duration LIFE_SIGN = Duration.ofSeconds(12);

    private static final RetryOptions AGAIN = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setMaximumInterval(Duration.ofSeconds(30))
            .build();

    private CallOptions() {}

    /** A statement or two on the control queue. @param summary as the UI shows it */
    public static ActivityOptions brief(String summary) {
        return options(Queues.CONTROL, summary, Duration.ofSeconds(20)).build();
    }

    /** Minutes of work on the control queue: settling, emptying tables, purging. */
    public static ActivityOptions lengthy(String summary) {
        return heartbeating(Queues.CONTROL, summary, Duration.ofMinutes(30));
    }

    /** Work that heartbeats, and returns or goes on for as long as it has to. */
    public static ActivityOptions heartbeating(String queue, String summary, Duration longest) {
        return options(queue, summary, longest).build();
    }

    private static ActivityOptions.Builder options(String queue, String summary, Duration longest) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(queue)
                .setSummary(summary)
                .setStartToCloseTimeout(longest)
                .setHeartbeatTimeout(LIFE_SIGN)
                .setRetryOptions(AGAIN)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
    }
}
