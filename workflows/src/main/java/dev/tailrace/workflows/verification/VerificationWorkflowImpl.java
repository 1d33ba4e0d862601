package dev.tailrace.workflows.verification;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.TableMigrationWorkflow;
import dev.tailrace.workflows.table.VerificationReport;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.HistoryLimit;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Queues;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import dev.tailrace.workflows.verification.VerificationActivities.Verified;
import dev.tailrace.workflows.waiting.Backoff;
import dev.tailrace.workflows.waiting.External;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls the comparison until it gives an answer; the table that started it hears what it waits for, and how it ended. */
public final class VerificationWorkflowImpl implements VerificationWorkflow {
    /** A comparison that runs for so long after an obstacle goes on: another obstacle shows within seconds. */
    private static final Duration GOES_ON = Duration.ofMinutes(1);

    /** The obstacle of a comparison is often the store that it loads. */
    private final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(2));

    private @Nullable Request request;
    private @Nullable Obstacle met;

    @Override
    public Verified run(@Nullable VerificationTask task, @Nullable Obstacle before) {
        var wrong = task == null ? List.of("it lacks migration and table") : task.wrong();
        if (task == null || task.migration() == null || task.table() == null || !wrong.isEmpty()) {
            var problem = Problem.of(
                    Code.W007, "the workflow's input: " + String.join("; ", wrong), "it says what to compare, and how");
            throw ApplicationFailure.newNonRetryableFailure(problem.describe(), problem.code());
        }
        var asked = task.request(task.migration(), task.table(), Workflow.currentTimeMillis());
        request = asked;
        met = before;
        show();
        try {
            var verified = verify(task, asked);
            end(verified);
            return verified;
        } catch (TemporalFailure cancelled) {
            Workflow.newDetachedCancellationScope(
                            () -> end(Verified.waiting(new Turn.Blocked(Attempts.bug(cancelled)))))
                    .run();
            throw cancelled;
        }
    }

    private Verified verify(VerificationTask task, Request asked) {
        var activities = Workflow.newActivityStub(
                VerificationActivities.class,
                CallOptions.heartbeating(
                        Queues.VERIFICATION, task.table() + " · compare both sides", CallOptions.LONGEST));
        while (true) {
            var verified = call(activities, asked);
            switch (verified.turn()) {
                case Turn.Done done -> {
                    return verified;
                }
                case Turn.Blocked blocked -> {
                    return verified;
                }
                case Turn.Stalled stalled -> waitFor(Obstacle.passing(stalled.problem()));
                case Turn.Yielded yielded -> waitFor(met);
                case Turn.Superseded superseded -> waitFor(met);
            }
            if (HistoryLimit.reached(task.limit())) {
                Workflow.await(Workflow::isEveryHandlerFinished);
                Workflow.continueAsNew(task.as(asked), met);
            }
        }
    }

    /** An obstacle counts as gone once a comparison has run for a while: a signal for each try would fill histories. */
    private Verified call(VerificationActivities activities, Request asked) {
        var call = Async.function(activities::compareStores, asked);
        if (met != null) {
            awaitGoingOn(call);
        }
        try {
            return call.get();
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof CanceledFailure) {
                throw failure;
            }
            return Verified.waiting(new Turn.Blocked(Attempts.bug(failure)));
        }
    }

    private void awaitGoingOn(Promise<Verified> call) {
        try {
            Waits.upTo(GOES_ON, "see whether it goes on", call::isCompleted);
            if (!call.isCompleted()) {
                meet(null);
            }
        } catch (CanceledFailure cancelled) {
            // The call is cancelled too, and is waited for.
            return;
        }
    }

    private void waitFor(@Nullable Obstacle obstacle) {
        meet(obstacle);
        Waits.pause(backoff.next(), "compare again");
    }

    private void meet(@Nullable Obstacle obstacle) {
        if (!Objects.equals(obstacle, met)) {
            met = obstacle;
            if (obstacle == null) {
                backoff.reset();
            }
            show();
            report();
        }
    }

    private void show() {
        Workflow.setCurrentDetails(met == null ? "" : "```\n" + met.problem().describe() + "\n```");
    }

    @Override
    public void report() {
        tell(null);
    }

    private void end(Verified verified) {
        tell(verified);
    }

    /** No one hears it if a person started it. */
    private void tell(@Nullable Verified ended) {
        var parent = Workflow.getInfo().getParentWorkflowId();
        if (parent.isPresent() && request != null) {
            var workflow = Workflow.newExternalWorkflowStub(TableMigrationWorkflow.class, parent.get());
            var turn = ended == null ? null : ended.turn();
            var verdict = ended == null ? null : ended.verdict();
            var report = new VerificationReport(
                    request.passId(), request.run(), met, turn, verdict == null ? null : verdict.inShort());
            External.reached(() -> workflow.verificationReported(report));
        }
    }
}
