package dev.tailrace.workflows.phase;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.cutover.CutoverActivities;
import dev.tailrace.workflows.cutover.CutoverActivities.FinalStep;
import dev.tailrace.workflows.table.OwnershipNumbers;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.Soak;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.ProgressAnswer;
import dev.tailrace.workflows.table.TableActivities.ProgressRequest;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rollback window: the application writes to the target, reverse replication writes that back to the source, and change capture
 * watches the source. At the window's end nothing happens by itself.
 */
final class SoakPhase {
    private final TableState state;
    private final Attempts attempts;
    private final CaptureLink capture;
    private final ReverseLink reverse;

    SoakPhase(TableState state, Attempts attempts, CaptureLink capture, ReverseLink reverse) {
        this.state = state;
        this.attempts = attempts;
        this.capture = capture;
        this.reverse = reverse;
    }

    void run() {
        if (!soak().ending()) {
            findPass();
            capture.sync();
            reverse.serve();
            var restoring = Workflow.newCancellationScope(() -> Async.procedure(this::restoreConstraints));
            restoring.run();
            Workflow.await(() -> state.phase() != Phase.SOAKING || soak().ending());
            // A way back waits for no index.
            restoring.cancel();
        }
        if (state.phase() == Phase.SOAKING) {
            finish(Objects.requireNonNull(soak().finalizedBy(), "it is being finalized"));
        }
    }

    /** Those that a rollback has dropped, because a target that follows the source cannot keep them (R5). */
    private void restoreConstraints() {
        var activities = Workflow.newActivityStub(
                CutoverActivities.class, CallOptions.lengthy(state.table().name() + " · restore constraints"));
        attempts.untilDone(() -> activities.restoreConstraints(state.table()));
    }

    /** Asked for each time: an aborted rollback may have closed one pass and opened another. */
    private void findPass() {
        while (true) {
            var numbers = numbers();
            if (numbers != null && numbers.passId() != OwnershipNumbers.NO_PASS) {
                state.soaks(soak().withPass(numbers.passId()));
                return;
            }
        }
    }

    private @Nullable OwnershipNumbers numbers() {
        var activities = Workflow.newActivityStub(
                TableActivities.class, CallOptions.brief(state.table().name() + " · find the reverse pass"));
        var answer = attempts.call(
                () -> activities.readProgress(new ProgressRequest(List.of(state.table()))),
                blocked -> ProgressAnswer.none(blocked.problem()));
        var numbers =
                answer.tables().isEmpty() ? null : answer.tables().getFirst().ownership();
        if (numbers == null || numbers.passId() == OwnershipNumbers.NO_PASS) {
            var problem = answer.problem();
            attempts.stall(
                    problem == null
                            ? Problem.of(
                                    Code.X001, "table " + state.table().name() + ": it has no open reverse pass", "")
                            : problem);
            return null;
        }
        attempts.clear();
        return numbers;
    }

    /** What was not written back yet is never written: whoever finalizes has no use for the source. */
    private void finish(String by) {
        state.doing("ends the way back");
        reverse.stop();
        capture.stop();
        var activities = Workflow.newActivityStub(
                CutoverActivities.class, CallOptions.lengthy(state.table().name() + " · finalize"));
        attempts.untilDone(() -> activities.finalizeTable(new FinalStep(state.table(), by)));
        state.complete();
    }

    private Soak soak() {
        return Objects.requireNonNull(state.soak(), "the target owns the data");
    }
}
