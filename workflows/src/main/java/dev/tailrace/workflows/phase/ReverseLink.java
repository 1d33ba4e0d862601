package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.reverse.ReverseReplicationWorkflow;
import dev.tailrace.workflows.reverse.ReverseTask;
import dev.tailrace.workflows.table.CaptureReport;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.turn.Queues;
import dev.tailrace.workflows.turn.Scheduling;
import dev.tailrace.workflows.waiting.Backoff;
import dev.tailrace.workflows.waiting.External;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;

/** The table's reverse replication, a workflow of its own that outlives this one's runs. */
final class ReverseLink {
    /** So many activities share the reverse lanes of a table. */
    private static final int GROUPS = 4;

    private static final Duration TO_STOP = Duration.ofMinutes(5);
    private static final Duration BEFORE_STARTING_AGAIN = Duration.ofSeconds(5);

    private final TableState state;
    private final int historyLimit;
    private final ReverseReplicationWorkflow workflow;
    private boolean stopped;

    ReverseLink(TableState state, int historyLimit) {
        this.state = state;
        this.historyLimit = historyLimit;
        workflow = Workflow.newExternalWorkflowStub(
                ReverseReplicationWorkflow.class, ReverseReplicationWorkflow.id(state.table()));
    }

    /** Has it serve the soak's pass; starts it where it does not run. */
    void serve() {
        var backoff = new Backoff();
        while (state.wantsReverse() && !served()) {
            Waits.pause(backoff.next(), state.table().name() + " · reach reverse replication");
        }
    }

    private boolean served() {
        var soak = Objects.requireNonNull(state.soak(), "it is wanted in a soak");
        var task = new ReverseTask(state.table(), soak.passId(), GROUPS, historyLimit);
        return External.reached(() -> workflow.serve(task)) || started(task);
    }

    /** Wakes what is blocked or stalled there. */
    void retry() {
        if (!External.reached(workflow::retry)) {
            serve();
        }
    }

    /** Ends it, and waits until it writes no more; after some minutes the closed pass is left to end it. */
    void stop() {
        stopped = false;
        if (External.reached(workflow::stop)) {
            Waits.upTo(TO_STOP, state.table().name() + " · reverse replication stops", () -> stopped);
        }
    }

    void take(CaptureReport report) {
        if (report.stopped()) {
            stopped = true;
        }
        var soak = state.soak();
        if (soak == null || !state.wantsReverse() || soak.passId() != report.passId()) {
            return;
        }
        state.obstacles().set(Place.REVERSE, report.obstacle());
        if (report.stopped()) {
            Waits.pause(BEFORE_STARTING_AGAIN, state.table().name() + " · start reverse replication again");
            serve();
        }
    }

    private boolean started(ReverseTask task) {
        var child = Workflow.newChildWorkflowStub(
                ReverseReplicationWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(ReverseReplicationWorkflow.id(state.table()))
                        .setTaskQueue(Queues.CONTROL)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                        .setStaticSummary(state.table().name() + " · reverse replication")
                        .build());
        Async.procedure(child::run, task, Scheduling.NONE, null);
        try {
            Workflow.getWorkflowExecution(child).get();
            return true;
        } catch (ChildWorkflowFailure runsAlready) {
            return false;
        }
    }
}
