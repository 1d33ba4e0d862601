package dev.tailrace.workflows.verification;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.migration.CallOptions;
import dev.tailrace.workflows.migration.Obstacle;
import dev.tailrace.workflows.migration.Queues;
import dev.tailrace.workflows.migration.TableMigrationWorkflow;
import dev.tailrace.workflows.migration.Turn;
import dev.tailrace.workflows.verification.VerificationActivities.Verified;
import dev.tailrace.workflows.waiting.Backoff;
import dev.tailrace.workflows.waiting.External;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls the comparison until it gives an answer; its parent hears what it waits for. */
public final class VerificationWorkflowImpl implements VerificationWorkflow {
    /** A table of terabytes takes days. */
    private static final Duration LONGEST = Duration.ofDays(14);

    private final Backoff backoff = new Backoff();
    private @Nullable Obstacle told;

    @Override
    public Verified run(@Nullable VerificationTask task) {
        if (task == null || task.migration() == null || task.table() == null) {
            var problem = Problem.of(
                    Code.W007, "the workflow's input: it lacks migration or table", "it names what to compare");
            throw ApplicationFailure.newNonRetryableFailure(problem.describe(), problem.code());
        }
        var request = task.request(task.migration(), task.table(), Workflow.currentTimeMillis());
        var activities = Workflow.newActivityStub(
                VerificationActivities.class,
                CallOptions.heartbeating(Queues.VERIFICATION, task.table() + " · compare both sides", LONGEST));
        while (true) {
            var verified = activities.verify(request);
            switch (verified.turn()) {
                case Turn.Done done -> {
                    return verified;
                }
                case Turn.Blocked blocked -> {
                    return verified;
                }
                case Turn.Stalled stalled -> waitFor(new Obstacle(stalled.problem(), false));
                case Turn.Yielded yielded -> waitFor(null);
                case Turn.Superseded superseded -> waitFor(null);
            }
        }
    }

    private void waitFor(@Nullable Obstacle obstacle) {
        tell(obstacle);
        Waits.upTo(backoff.next(), "compare again", () -> false);
        tell(null);
    }

    private void tell(@Nullable Obstacle obstacle) {
        Workflow.setCurrentDetails(
                obstacle == null ? "" : "```\n" + obstacle.problem().describe() + "\n```");
        var parent = Workflow.getInfo().getParentWorkflowId();
        if (parent.isEmpty() || Objects.equals(obstacle, told)) {
            return;
        }
        told = obstacle;
        var workflow = Workflow.newExternalWorkflowStub(TableMigrationWorkflow.class, parent.get());
        External.reached(() -> workflow.verificationReported(obstacle));
    }
}
