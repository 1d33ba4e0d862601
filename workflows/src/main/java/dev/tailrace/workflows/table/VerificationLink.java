package dev.tailrace.workflows.table;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.Queues;
import dev.tailrace.workflows.migration.Turn;
import dev.tailrace.workflows.migration.VerificationReport;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.Obstacles.Place;
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
 * Verification in a workflow of its own, which outlives this one's runs: a comparison takes days, and is not begun anew because a
 * history is long. It says by signal what it waits for and how it ended; lest a word be lost it is asked from time to time.
 */
final class VerificationLink {
    private static final Duration ASKED_EVERY = Duration.ofMinutes(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);
    private static final Duration TO_STOP = Duration.ofMinutes(5);

    private final TableState standing;
    private final Attempts attempts;
    private final int historyLimit;
    private final VerificationWorkflow workflow;

    VerificationLink(TableState standing, Attempts attempts, int historyLimit) {
        this.standing = standing;
        this.attempts = attempts;
        this.historyLimit = historyLimit;
        workflow =
                Workflow.newExternalWorkflowStub(VerificationWorkflow.class, VerificationWorkflow.id(standing.table));
    }

    /** Compares, and goes where the verdict says. */
    void run() {
        standing.doing("compares both sides");
        standing.verifyAsked = false;
        while (!attempts.done(turn())) {
            standing.verifying = 0;
        }
        var run = standing.verifying;
        var heard = heard();
        var verdict = heard == null ? null : heard.findings();
        standing.verifying = 0;
        if (verdict == null) {
            attempts.block(Problem.of(Code.X001, "the verification ended without a verdict", ""));
            return;
        }
        standing.verdict = verdict;
        if (verdict.outcome().equals("EQUAL")) {
            standing.move(Phase.READY, "run " + run + ": EQUAL");
        } else {
            standing.unresolved = true;
            standing.move(Phase.CATCHING_UP, "run " + run + ": " + verdict.outcome());
        }
    }

    /** Of the run that is waited for; null before it said anything. */
    private @Nullable VerificationReport heard() {
        var heard = standing.verification;
        return heard != null
                        && heard.run() == standing.verifying
                        && heard.pass() == standing.openPass().pass()
                ? heard
                : null;
    }

    private @Nullable Turn ended() {
        var heard = heard();
        return heard == null ? null : heard.ended();
    }

    /** How the verification ended; or, stalled, why none could be started. */
    private Turn turn() {
        return attempts.call(this::awaited, blocked -> blocked);
    }

    private Turn awaited() {
        while (true) {
            var ended = ended();
            if (ended != null) {
                return ended;
            }
            if (!reach()) {
                return new Turn.Stalled(Problem.of(
                        Code.W003,
                        "workflow " + VerificationWorkflow.id(standing.table) + ": it runs already",
                        "somebody started it by hand",
                        "Nothing: it is tried again once that has ended."));
            }
            Waits.upTo(ASKED_EVERY, standing.table.table() + " · verification", () -> ended() != null);
        }
    }

    /** Asks the one that runs for a report, or starts one. @return false: one runs that is not ours */
    private boolean reach() {
        if (standing.verifying != 0) {
            return External.reached(workflow::report) || started();
        }
        standing.verifying = standing.nextNumber();
        return started() || adopted();
    }

    private boolean started() {
        var pass = standing.openPass();
        var task = VerificationTask.of(standing.table, pass.pass(), standing.verifying, pass.tokens(), historyLimit);
        var child = Workflow.newChildWorkflowStub(
                VerificationWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(VerificationWorkflow.id(standing.table))
                        .setTaskQueue(Queues.CONTROL)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                        .setStaticSummary(standing.table.table() + " · verification")
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
        standing.verification = null;
        if (!External.reached(workflow::report)) {
            return started();
        }
        Waits.upTo(
                TO_ANSWER,
                standing.table.table() + " · ask the verification that runs",
                () -> standing.verification != null);
        var other = standing.verification;
        if (other == null || other.pass() != standing.openPass().pass()) {
            return false;
        }
        standing.verifying = other.run();
        return true;
    }

    /** Ends it where it runs, and waits until it has: it must not write tokens behind a new pass's or an abort's back. */
    void stop() {
        if (standing.verifying == 0) {
            return;
        }
        var running = Workflow.newUntypedExternalWorkflowStub(VerificationWorkflow.id(standing.table));
        if (External.reached(running::cancel)) {
            Waits.upTo(TO_STOP, standing.table.table() + " · verification stops", () -> ended() != null);
        }
        standing.verifying = 0;
    }

    void take(VerificationReport report) {
        standing.verification = report;
        if (standing.phase() == Phase.VERIFYING && heard() != null && report.ended() == null) {
            standing.obstacles.set(Place.WORK, report.obstacle());
        }
    }
}
