package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.Preparation;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import io.temporal.workflow.Workflow;

/** Opens the pass that is asked for, and has capture read it. */
final class PreparePhase {
    private final TableState state;
    private final Attempts attempts;
    private final CaptureLink capture;

    PreparePhase(TableState state, Attempts attempts, CaptureLink capture) {
        this.state = state;
        this.attempts = attempts;
        this.capture = capture;
    }

    void run() {
        state.doing("checks both sides, sees that capture is on");
        var pass = state.pass();
        var request = new Preparation(state.table(), pass.number());
        var activities = Workflow.newActivityStub(
                TableActivities.class, CallOptions.lengthy(state.table().name() + " · prepare pass " + pass.number()));
        while (!pass.isOpen()) {
            switch (attempts.call(() -> activities.openPass(request), Prepared.Waiting::new)) {
                case Prepared.Open open -> {
                    attempts.clear();
                    pass.open(open);
                }
                case Prepared.Waiting waiting -> attempts.done(waiting.turn());
            }
        }
        capture.serve();
        state.move(Phase.BACKFILLING, "pass " + pass.number() + " is open, capture is on");
    }
}
