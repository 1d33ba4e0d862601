package dev.tailrace.activities.simulation;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.activities.backfill.AfterCopy;
import dev.tailrace.activities.backfill.CopyAttempt;
import dev.tailrace.activities.capture.CaptureAttempt;
import dev.tailrace.activities.migration.OpenAttempt;
import java.time.Duration;

/** Starts attempts: the engine's code, with the simulated source and the scheduler's connections. */
final class Attempts {
    private static final Duration NEVER = Duration.ofHours(1);

    private final Plan plan;
    private final Truth truth;
    private final TargetDatabase database;
    private final Scheduler scheduler;
    private final EngineOptions options;

    Attempts(Plan plan, Truth truth, TargetDatabase database, Scheduler scheduler) {
        this.plan = plan;
        this.truth = truth;
        this.database = database;
        this.scheduler = scheduler;
        // Waits are the scheduler's, not the clock's.
        options = new EngineOptions(
                NEVER,
                Duration.ZERO,
                Duration.ZERO,
                NEVER,
                NEVER,
                NEVER,
                plan.resolved(),
                1000,
                NEVER,
                NEVER,
                StoreTimeouts.local());
    }

    /** @param passId its id; of no meaning to an attempt that opens one */
    Actor start(Task task, long passId, long term, int attempt) {
        var actor = new Actor(scheduler, task + "#" + attempt, task, self -> work(self, passId, term));
        scheduler.start(actor);
        return actor;
    }

    private Object work(Actor self, long passId, long term) throws Exception {
        var table = database.table(truth, self);
        var heartbeat = new ActorHeartbeat(self);
        int number = self.task.number();
        return switch (self.task.work()) {
            case OPEN -> OpenAttempt.run(table, self.task.passNumber(), plan.segments(), SimulatedStreams.ARN, options);
            case COPY ->
                CopyAttempt.run(table, passId, number, term, NEVER, new SimulatedScan(truth, self, number), heartbeat);
            case CAPTURE -> CaptureAttempt.run(table, passId, number, plan.captureGroups(), term, options, heartbeat);
            case BARRIER -> AfterCopy.raiseBarrier(table, passId);
            case PURGE -> AfterCopy.purge(table, passId, term, options, heartbeat);
            case LOOK -> AfterCopy.replayQuarantine(table, passId, options, heartbeat);
        };
    }
}
