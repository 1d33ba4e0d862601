package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.cutover.CutoverActivities;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.Soak;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.Preparation;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import io.temporal.workflow.Workflow;

/** The table waits for the end of its group's rollback; then it follows the source again, and is verified. */
final class RollbackPhase {
    private final TableState state;
    private final Attempts attempts;
    private final SwitchLink link;
    private final CaptureLink capture;
    private final ReverseLink reverse;

    RollbackPhase(TableState state, Attempts attempts, SwitchLink link, CaptureLink capture, ReverseLink reverse) {
        this.state = state;
        this.attempts = attempts;
        this.link = link;
        this.capture = capture;
        this.reverse = reverse;
    }

    void run() {
        state.doing("is rolled back");
        var end = link.awaitEnd();
        if (!end.moved()) {
            var soak = state.soak();
            // Which reverse pass is open after an abort, the control schema knows.
            state.soaks(soak == null ? null : soak.withPass(Soak.UNKNOWN));
            state.endSwitch(Phase.SOAKING, "the rollback was aborted: " + end.reason());
            state.doing("The last rollback was aborted, and the target owns the data: " + end.reason());
            return;
        }
        state.showAttempt(null);
        reverse.stop();
        state.returnTo(open());
        capture.serve();
        state.doing("looks again at what was not known while the target owned the data");
        var activities = Workflow.newActivityStub(
                CutoverActivities.class, CallOptions.lengthy(state.table().name() + " · look again"));
        attempts.untilDone(() -> activities.lookAgain(state.table()));
        state.endSwitch(Phase.VERIFYING, "the source owns the data again");
    }

    /** The pass that the rollback opened, as it is. */
    private Prepared.Open open() {
        var activities = Workflow.newActivityStub(
                TableActivities.class, CallOptions.lengthy(state.table().name() + " · find the open pass"));
        var request = new Preparation(state.table(), state.pass().number());
        while (true) {
            switch (attempts.call(() -> activities.openPass(request), Prepared.Waiting::new)) {
                case Prepared.Open open -> {
                    attempts.clear();
                    return open;
                }
                case Prepared.Waiting waiting -> attempts.done(waiting.turn());
            }
        }
    }
}
