package dev.tailrace.workflows.phase;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerificationReport;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.turn.Queues;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.VerificationTask;
import dev.tailrace.workflows.verification.VerificationWorkflow;
import dev.tailrace.workflows.waiting.External;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Verification in a workflow of its own, which outlives this one's runs: a comparison takes days, and a long history must not
 * restart it. It signals what it waits for and how it ended. This class asks it from time to time, since a signal can be lost.
 */
final class VerificationLink {
    private static final Duration ASKED_EVERY = Duration.ofMinutes(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);
    private static final Duration TO_STOP = Duration.ofMinutes(5);

    private final TableState state;
    private final int historyLimit;
    private final VerificationWorkflow workflow;

    VerificationLink(TableState state, int historyLimit) {
        this.state = state;
        this.historyLimit = historyLimit;
        workflow = Workflow.newExternalWorkflowStub(VerificationWorkflow.class, VerificationWorkflow.id(state.table()));
    }

    /** Of the run that is waited for; null before it said anything. */
    @Nullable
    VerificationReport heard() {
        var heard = awaited().saidByAwaited();
        return heard != null && state.pass().isOpen(heard.passId()) ? heard : null;
    }

    private @Nullable Turn ended() {
        var heard = heard();
        return heard == null ? null : heard.ended();
    }

    /** Waits until one has ended. @return how it ended; or, stalled, why none could be started */
    Turn awaitEnd() {
        while (true) {
            var ended = ended();
            if (ended != null) {
                return ended;
            }
            if (!reach()) {
                return new Turn.Stalled(Problem.of(
                        Code.W003,
                        "workflow " + VerificationWorkflow.id(state.table()) + ": it runs already",
                        "someone started it by hand",
                        "Tailrace tries again by itself once that has ended."));
            }
            Waits.upTo(ASKED_EVERY, state.table().name() + " · verification", () -> ended() != null);
        }
    }

    /** Asks the one that runs for a report, or starts one. @return false if another one runs */
    private boolean reach() {
        if (awaited().isDue()) {
            return External.reached(workflow::report) || started();
        }
        awaited().await(state.nextNumber());
        return started() || adopted();
    }

    private boolean started() {
        var pass = state.openPass();
        var run = awaited().run();
        var task = VerificationTask.of(
                state.table(), pass.passId(), run, pass.tokens(), state.pass().verificationBegins(), historyLimit);
        var child = Workflow.newChildWorkflowStub(
                VerificationWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(VerificationWorkflow.id(state.table()))
                        .setTaskQueue(Queues.CONTROL)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                        .setStaticSummary(state.table().name() + " · verification")
                        .build());
        Async.procedure(child::run, task, null);
        try {
            Workflow.getWorkflowExecution(child).get();
            return true;
        } catch (ChildWorkflowFailure runsAlready) {
            return false;
        }
    }

    /** One of this pass that a run before this workflow's has started: it answers. */
    private boolean adopted() {
        awaited().forget();
        if (!External.reached(workflow::report)) {
            return started();
        }
        Waits.upTo(
                TO_ANSWER,
                state.table().name() + " · ask the verification that runs",
                () -> awaited().said() != null);
        var other = awaited().said();
        if (other == null || !state.pass().isOpen(other.passId())) {
            return false;
        }
        awaited().await(other.run());
        return true;
    }

    /** Ends it where it runs, and waits until it has: it must not write tokens behind a new pass's or an abort's back. */
    void stop() {
        if (!awaited().isDue()) {
            return;
        }
        var running = Workflow.newUntypedExternalWorkflowStub(VerificationWorkflow.id(state.table()));
        if (External.reached(running::cancel)) {
            Waits.upTo(TO_STOP, state.table().name() + " · verification stops", () -> ended() != null);
        }
        awaited().end();
    }

    void take(VerificationReport report) {
        awaited().heard(report);
        if (state.phase() == Phase.VERIFYING && heard() != null && report.ended() == null) {
            state.obstacles().set(Place.WORK, report.obstacle());
        }
    }

    private AwaitedVerification awaited() {
        return state.pass().verification();
    }
}
