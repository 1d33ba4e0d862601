package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.waiting.Backoff;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** From the barrier until capture has applied what was written before it; and the wait after a verdict that is not EQUAL. */
final class CatchUpPhase {
    private final TableState state;
    private final RequestedReplay replay;
    private final RequestedRepair repair;
    private final UnresolvedVerdict unresolved;
    private final CaptureProgress progress;
    private final Backoff poll = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(15));

    CatchUpPhase(TableState state, Attempts attempts, RequestedReplay replay, RequestedRepair repair) {
        this.state = state;
        this.replay = replay;
        this.repair = repair;
        unresolved = new UnresolvedVerdict(state, attempts);
        progress = new CaptureProgress(state, attempts);
    }

    void run() {
        var pass = state.pass();
        if (pass.isUnresolved()) {
            unresolved.awaitSomethingNew();
            replay.runIfRequested();
            repair.runIfRequested();
            pass.resolve();
            pass.forgetToken();
            pass.catchesUpFromNow();
        } else {
            unresolved.reset();
        }
        while (!progress.hasCaughtUp()) {
            Waits.pause(poll.next(), state.table().name() + " · catching up");
            Workflow.await(() -> !state.obstacles().blocked(Place.CAPTURE)
                    && !state.settings().skipped());
        }
        pass.forgetToken();
        state.move(Phase.VERIFYING, "capture has caught up");
    }
}
