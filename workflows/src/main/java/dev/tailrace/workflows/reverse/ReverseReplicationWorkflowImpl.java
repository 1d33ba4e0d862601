package dev.tailrace.workflows.reverse;

import dev.tailrace.workflows.reverse.ReverseActivities.Lanes;
import dev.tailrace.workflows.reverse.ReverseActivities.Task;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A loop for the router and one per group of lanes; what blocks any of them is reported to the table. */
public final class ReverseReplicationWorkflowImpl implements ReverseReplicationWorkflow {
    /** A turn takes minutes; longer is a hang that heartbeats. */
    private static final Duration LONGEST_TURN = Duration.ofHours(1);

    private static final Duration TO_END = Duration.ofSeconds(2);
    private static final Duration TO_ARRIVE = Duration.ofSeconds(10);
    private static final int ROUTER = 0;

    private final Scheduling scheduling;
    private final List<Obstacles> loops = new ArrayList<>();
    /** What the run before had met, until this one works. */
    private Map<Integer, Obstacle> met;

    private ReverseTask task;
    private @Nullable CancellationScope working;
    private long lastPass;
    private boolean stopping;
    private boolean interrupted;
    private int running;
    private boolean reportDue = true;

    /** A report is on its way; the next run's must not overtake it. */
    private boolean reporting;

    /** As {@link #run}. */
    @WorkflowInit
    public ReverseReplicationWorkflowImpl(ReverseTask task, long scheduling, @Nullable Map<Integer, Obstacle> met) {
        this.task = task;
        this.met = met == null ? Map.of() : met;
        this.scheduling = new Scheduling(scheduling);
    }

    @Override
    public void run(ReverseTask first, long ignored, @Nullable Map<Integer, Obstacle> alsoIgnored) {
        Async.procedure(this::reportChanges);
        Async.procedure(this::mindHistory);
        var closed = false;
        while (!stopping && !closed && !historyIsLong()) {
            closed = work(task);
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        Waits.upTo(TO_ARRIVE, task.table().name() + " · let the report arrive", () -> !reporting);
        if (closed || stopping) {
            loops.clear();
            tell(CaptureReport.ended(task.passId()));
        }
        if (!stopping && (!closed || task.passId() != lastPass)) {
            Workflow.continueAsNew(task, scheduling.last(), task.passId() == lastPass ? met() : Map.of());
        }
    }

    /** @return whether the pass is closed: every loop is done, and no other pass is asked for */
    private boolean work(ReverseTask now) {
        loops.clear();
        lastPass = now.passId();
        reportDue = true;
        interrupted = false;
        var ends = new ArrayList<Promise<Void>>();
        var scope = Workflow.newCancellationScope(() -> {
            for (int number = ROUTER; number <= now.groups(); number++) {
                int loop = number;
                var obstacles = new Obstacles(() -> reportDue = true);
                obstacles.set(Obstacles.Place.REVERSE, met.get(number));
                loops.add(obstacles);
                ends.add(Async.procedure(() -> loop(now, loop, obstacles)));
            }
        });
        working = scope;
        scope.run();
        met = Map.of();
        Workflow.await(() -> ends.stream().allMatch(Promise::isCompleted));
        working = null;
        return task.passId() == now.passId() && ends.stream().allMatch(ended -> ended.getFailure() == null);
    }

    private void loop(ReverseTask now, int loop, Obstacles obstacles) {
        var name = now.table().name()
                + (loop == ROUTER ? " · reverse router" : " · reverse lanes " + loop + "/" + now.groups());
        var attempts = new Attempts(obstacles, Obstacles.Place.REVERSE, scheduling, name);
        attempts.resume();
        var activities = Workflow.newActivityStub(
                ReverseActivities.class, CallOptions.heartbeating(Queues.CAPTURE, name, LONGEST_TURN));
        attempts.untilDone(() -> {
            Workflow.await(() -> !interrupted);
            boolean brief = attempts.stalled();
            return turn(
                    loop == ROUTER
                            ? () -> activities.routeChanges(
                                    new Task(now.table(), now.passId(), scheduling.next(), brief))
                            : () -> activities.reverseChanges(new Lanes(
                                    now.table(), now.passId(), loop - 1, now.groups(), scheduling.next(), brief)));
        });
    }

    private Turn turn(Supplier<Turn> call) {
        running++;
        try {
            return call.get();
        } finally {
            running--;
        }
    }

    /** A long history ends the work, so that it can go on in a new run. */
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
        var current = working;
        Waits.upTo(TO_END, task.table().name() + " · let turns end", () -> running == 0 || working != current);
        if (current != null && working == current) {
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

    /** By the loop's number. */
    private Map<Integer, Obstacle> met() {
        var stands = new TreeMap<Integer, Obstacle>();
        for (int loop = 0; loop < loops.size(); loop++) {
            var obstacle = loops.get(loop).worst();
            if (obstacle != null) {
                stands.put(loop, obstacle);
            }
        }
        return stands;
    }

    private @Nullable Obstacle worst() {
        Obstacle worst = null;
        for (var loop : loops) {
            worst = Obstacle.worse(worst, loop.worst());
        }
        return worst;
    }

    private void tell(CaptureReport report) {
        var workflow =
                Workflow.newExternalWorkflowStub(TableMigrationWorkflow.class, TableMigrationWorkflow.id(task.table()));
        External.reached(() -> workflow.reverseReported(report));
    }

    @Override
    public void serve(ReverseTask asked) {
        var samePass = asked.passId() == task.passId();
        task = asked;
        reportDue = true;
        if (!samePass) {
            interrupt();
        }
    }

    @Override
    public void retry() {
        loops.forEach(Obstacles::retry);
    }

    @Override
    public void stop() {
        stopping = true;
        interrupt();
    }
}
