package dev.tailrace.workflows.capture;

import dev.tailrace.workflows.capture.CaptureActivities.Group;
import dev.tailrace.workflows.table.CaptureReport;
import dev.tailrace.workflows.table.TableMigrationWorkflow;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.HistoryLimit;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Obstacles;
import dev.tailrace.workflows.turn.Queues;
import dev.tailrace.workflows.turn.Scheduling;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.waiting.External;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A loop per group of lanes; what blocks any group is reported to the table. */
public final class ChangeCaptureWorkflowImpl implements ChangeCaptureWorkflow {
    /** A turn takes minutes; longer is a hang that heartbeats. */
    private static final Duration LONGEST_TURN = Duration.ofHours(1);

    private static final Duration TO_END = Duration.ofSeconds(2);
    private static final Duration TO_ARRIVE = Duration.ofSeconds(10);

    private final Scheduling scheduling;
    private final List<Obstacles> groups = new ArrayList<>();
    /** What the run before had met, until this one reads. */
    private Map<Integer, Obstacle> met;

    private CaptureTask task;
    private @Nullable CancellationScope reading;
    private long lastPass;
    private boolean stopping;
    private boolean interrupted;
    private int running;
    private boolean reportDue = true;

    /** A report is on its way; the next run's must not overtake it. */
    private boolean reporting;

    /** As {@link #run}. */
    @WorkflowInit
    public ChangeCaptureWorkflowImpl(CaptureTask task, long scheduling, @Nullable Map<Integer, Obstacle> met) {
        this.task = task;
        this.met = met == null ? Map.of() : met;
        this.scheduling = new Scheduling(scheduling);
    }

    @Override
    public void run(CaptureTask first, long ignored, @Nullable Map<Integer, Obstacle> alsoIgnored) {
        Async.procedure(this::reportChanges);
        Async.procedure(this::mindHistory);
        var closed = false;
        while (!stopping && !closed && !historyIsLong()) {
            closed = read(task);
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        Waits.upTo(TO_ARRIVE, task.table().name() + " · let the report arrive", () -> !reporting);
        if (closed || stopping) {
            groups.clear();
            tell(CaptureReport.ended(task.passId()));
        }
        if (!stopping && (!closed || task.passId() != lastPass)) {
            Workflow.continueAsNew(task, scheduling.last(), task.passId() == lastPass ? met() : Map.of());
        }
    }

    /** @return whether the pass is closed: every group is done, and no other pass is asked for */
    private boolean read(CaptureTask now) {
        groups.clear();
        lastPass = now.passId();
        reportDue = true;
        interrupted = false;
        var loops = new ArrayList<Promise<Void>>();
        var scope = Workflow.newCancellationScope(() -> {
            for (int number = 0; number < now.groups(); number++) {
                int group = number;
                var obstacles = new Obstacles(() -> reportDue = true);
                obstacles.set(Obstacles.Place.CAPTURE, met.get(number));
                groups.add(obstacles);
                loops.add(Async.procedure(() -> loop(now, group, obstacles)));
            }
        });
        reading = scope;
        scope.run();
        met = Map.of();
        Workflow.await(() -> loops.stream().allMatch(Promise::isCompleted));
        reading = null;
        return task.passId() == now.passId()
                && task.groups() == now.groups()
                && loops.stream().allMatch(ended -> ended.getFailure() == null);
    }

    private void loop(CaptureTask now, int group, Obstacles obstacles) {
        var name = now.table().name() + " · stream group " + (group + 1) + "/" + now.groups();
        var attempts = new Attempts(obstacles, Obstacles.Place.CAPTURE, scheduling, name);
        attempts.resume();
        var activities = Workflow.newActivityStub(
                CaptureActivities.class, CallOptions.heartbeating(Queues.CAPTURE, name, LONGEST_TURN));
        attempts.untilDone(() -> {
            Workflow.await(() -> !task.paused() && !interrupted);
            return turn(
                    activities,
                    new Group(now.table(), now.passId(), group, now.groups(), scheduling.next(), attempts.stalled()));
        });
    }

    private Turn turn(CaptureActivities activities, Group group) {
        running++;
        try {
            return activities.captureChanges(group);
        } finally {
            running--;
        }
    }

    /** A long history ends the reading, so that it can go on in a new run. */
    private void mindHistory() {
        Workflow.await(this::historyIsLong);
        interrupt();
    }

    private boolean historyIsLong() {
        return HistoryLimit.reached(task.historyLimit());
    }

    /** Lets turns that are about to end do so, then cancels the rest: they yield at their next batch. */
    private void interrupt() {
        interrupted = true;
        var current = reading;
        Waits.upTo(TO_END, task.table().name() + " · let turns end", () -> running == 0 || reading != current);
        if (current != null && reading == current) {
            current.cancel();
        }
    }

    private void reportChanges() {
        while (true) {
            Workflow.await(() -> reportDue);
            reportDue = false;
            reporting = true;
            tell(CaptureReport.reading(task.passId(), worst()));
            reporting = false;
        }
    }

    /** By the group's number. */
    private Map<Integer, Obstacle> met() {
        var stands = new TreeMap<Integer, Obstacle>();
        for (int group = 0; group < groups.size(); group++) {
            var obstacle = groups.get(group).worst();
            if (obstacle != null) {
                stands.put(group, obstacle);
            }
        }
        return stands;
    }

    private @Nullable Obstacle worst() {
        Obstacle worst = null;
        for (var group : groups) {
            worst = Obstacle.worse(worst, group.worst());
        }
        return worst;
    }

    private void tell(CaptureReport report) {
        var workflow =
                Workflow.newExternalWorkflowStub(TableMigrationWorkflow.class, TableMigrationWorkflow.id(task.table()));
        External.reached(() -> workflow.captureReported(report));
    }

    @Override
    public void serve(CaptureTask asked) {
        var samePass = asked.passId() == task.passId() && asked.groups() == task.groups();
        task = asked;
        reportDue = true;
        if (!samePass) {
            interrupt();
        }
    }

    @Override
    public void retry() {
        groups.forEach(Obstacles::retry);
    }

    @Override
    public void stop() {
        stopping = true;
        interrupt();
    }
}
