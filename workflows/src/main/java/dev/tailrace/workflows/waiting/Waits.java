package dev.tailrace.workflows.waiting;

import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Supplier;

/** Waits that history explains. Each throws {@link io.temporal.failure.CanceledFailure} when its scope is cancelled. */
public final class Waits {
    private Waits() {}

    /**
     * Waits until something holds, or a time is over.
     *
     * @param summary what the timer is for, as the UI shows it
     * @return whether it holds
     */
    public static boolean upTo(Duration time, String summary, Supplier<Boolean> holds) {
        if (holds.get()) {
            return true;
        }
        var timers = new ArrayList<Promise<Void>>();
        var scope = Workflow.newCancellationScope(() -> timers.add(Workflow.newTimer(
                time, TimerOptions.newBuilder().setSummary(summary).build())));
        scope.run();
        var timer = timers.getFirst();
        timer.handle((over, cancelled) -> over);
        Workflow.await(() -> holds.get() || timer.isCompleted());
        if (!timer.isCompleted()) {
            scope.cancel();
        }
        return holds.get();
    }

    /** Waits for a time. */
    public static void pause(Duration time, String summary) {
        upTo(time, summary, () -> false);
    }

    /** The workflow's time, the same in every replay. */
    public static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
