package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.capture.CaptureTask;
import dev.tailrace.workflows.capture.ChangeCaptureWorkflow;
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

/** The table's change capture, a workflow of its own that outlives this one's runs. */
final class CaptureLink {
    private static final Duration TO_STOP = Duration.ofMinutes(5);
    private static final Duration BEFORE_STARTING_AGAIN = Duration.ofSeconds(5);

    private final TableState state;
    private final int historyLimit;
    private final ChangeCaptureWorkflow workflow;
    private boolean stopped;

    CaptureLink(TableState state, int historyLimit) {
        this.state = state;
        this.historyLimit = historyLimit;
        workflow =
                Workflow.newExternalWorkflowStub(ChangeCaptureWorkflow.class, ChangeCaptureWorkflow.id(state.table()));
    }

    /** Has it read the open pass, or stand still if capture is paused; starts it where it does not run. */
    void serve() {
        var backoff = new Backoff();
        while (!served(task())) {
            Waits.pause(backoff.next(), state.table().name() + " · reach change capture");
            if (!state.wantsCapture()) {
                return;
            }
        }
    }

    /** The task of this moment: during a wait, a command may pause capture or ask for a new pass. */
    private CaptureTask task() {
        var pass = state.openPass();
        return new CaptureTask(
                state.table(),
                pass.passId(),
                pass.captureGroups(),
                state.settings().capturePaused(),
                historyLimit);
    }

    private boolean served(CaptureTask task) {
        return External.reached(() -> workflow.serve(task)) || started(task);
    }

    /** Brings it up to date with a pause or a resume, once there is a pass. */
    void sync() {
        if (state.wantsCapture()) {
            serve();
        }
    }

    /** Wakes what is blocked or stalled there. */
    void retry() {
        if (!External.reached(workflow::retry)) {
            sync();
        }
    }

    /** Ends it, and waits until it reads no more; after some minutes the closing of the pass is left to end it. */
    void stop() {
        stopped = false;
        if (External.reached(workflow::stop)) {
            Waits.upTo(TO_STOP, state.table().name() + " · change capture stops", () -> stopped);
        }
    }

    void take(CaptureReport report) {
        if (report.stopped()) {
            stopped = true;
        }
        if (!state.wantsCapture() || !state.pass().isOpen(report.passId())) {
            return;
        }
        state.obstacles().set(Place.CAPTURE, report.obstacle());
        if (report.stopped()) {
            Waits.pause(BEFORE_STARTING_AGAIN, state.table().name() + " · start change capture again");
            sync();
        }
    }

    private boolean started(CaptureTask task) {
        var child = Workflow.newChildWorkflowStub(
                ChangeCaptureWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(ChangeCaptureWorkflow.id(state.table()))
                        .setTaskQueue(Queues.CONTROL)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        // A step that is cut short leaves it alone: cancelled, it would end and not say so.
                        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                        .setStaticSummary(state.table().name() + " · change capture")
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
