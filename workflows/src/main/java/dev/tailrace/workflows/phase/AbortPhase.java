package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.AbortAnswer;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import io.temporal.workflow.Workflow;

/** Stops backfill and capture, and cleans up what Tailrace made at the source. */
final class AbortPhase {
    private final TableState state;
    private final Attempts attempts;
    private final CaptureLink capture;

    AbortPhase(TableState state, Attempts attempts, CaptureLink capture) {
        this.state = state;
        this.attempts = attempts;
        this.capture = capture;
    }

    void run() {
        state.doing("stops backfill and capture, cleans up");
        capture.stop();
        var activities = Workflow.newActivityStub(
                TableActivities.class, CallOptions.lengthy(state.table().name() + " · abort"));
        AbortAnswer answer;
        do {
            answer = attempts.call(() -> activities.cleanUpAfterAbort(state.table()), AbortAnswer::waiting);
        } while (!attempts.done(answer.turn()));
        state.aborted(answer.left());
    }
}
