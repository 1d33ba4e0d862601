package dev.tailrace.workflows.table;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.migration.Findings;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.Queues;
import dev.tailrace.workflows.migration.Turn;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.verification.VerificationActivities.Outcome;
import dev.tailrace.workflows.verification.VerificationActivities.Verdict;
import dev.tailrace.workflows.verification.VerificationActivities.Verified;
import dev.tailrace.workflows.verification.VerificationTask;
import dev.tailrace.workflows.verification.VerificationWorkflow;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;

/** Verification as a child, which ends with this workflow. */
final class Comparison {
    private static final int LIMITS_SHOWN = 5;

    private final Standing standing;
    private final Attempts attempts;

    Comparison(Standing standing, Attempts attempts) {
        this.standing = standing;
        this.attempts = attempts;
    }

    /** Compares, and goes where the verdict says. */
    void run() {
        standing.doing("compares both sides");
        standing.verifyAsked = false;
        var verified = verified();
        while (!attempts.done(verified.turn())) {
            verified = verified();
        }
        var verdict = verified.verdict();
        if (verdict == null) {
            attempts.block(Problem.of(Code.X001, "the verification ended without a verdict", ""));
            return;
        }
        standing.verdict = inShort(verdict);
        if (verdict.outcome() == Outcome.EQUAL) {
            standing.move(Phase.READY, "run " + verdict.run() + ": EQUAL");
        } else {
            standing.unresolved = true;
            standing.move(Phase.CATCHING_UP, "run " + verdict.run() + ": " + verdict.outcome());
        }
    }

    private Verified verified() {
        var pass = standing.openPass();
        var task = VerificationTask.of(standing.table, pass.pass(), standing.nextNumber(), pass.tokens());
        var child = Workflow.newChildWorkflowStub(
                VerificationWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(VerificationWorkflow.id(standing.table))
                        .setTaskQueue(Queues.CONTROL)
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setStaticSummary(standing.table.table() + " · verification")
                        .build());
        try {
            return child.run(task);
        } catch (ChildWorkflowFailure failure) {
            if (failure.getCause() instanceof CanceledFailure && cancelled()) {
                throw failure;
            }
            return new Verified(trouble(failure), null);
        }
    }

    /** This workflow's own doing, as opposed to an operator who cancelled the child. */
    private static boolean cancelled() {
        return CancellationScope.current().isCancelRequested();
    }

    private Turn trouble(ChildWorkflowFailure failure) {
        return failure.getCause() instanceof WorkflowExecutionAlreadyStarted
                ? new Turn.Stalled(Problem.of(
                        Code.W003,
                        "workflow " + VerificationWorkflow.id(standing.table) + ": it runs already",
                        "somebody started it by hand",
                        "Nothing: it is tried again once that has ended."))
                : new Turn.Blocked(Attempts.bug(failure));
    }

    private static Findings inShort(Verdict verdict) {
        return new Findings(
                verdict.outcome().name(),
                verdict.equal(),
                verdict.missing(),
                verdict.extra(),
                verdict.different(),
                verdict.quarantined(),
                verdict.unproven(),
                verdict.limits().stream().limit(LIMITS_SHOWN).toList(),
                verdict.finishedAt(),
                verdict.warnings().stream().limit(LIMITS_SHOWN).toList());
    }
}
