package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.backfill.Backfill;
import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.backfill.BarrierActivities.PassRef;
import dev.tailrace.workflows.backfill.BarrierActivities.QuarantineReplayRequest;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Copies the segments; then the barrier, the purge, the replay of the backfill's own quarantine and the indexes. */
final class BackfillPhase {
    private final TableState state;
    private final Attempts attempts;
    private @Nullable Backfill backfill;

    BackfillPhase(TableState state, Attempts attempts) {
        this.state = state;
        this.attempts = attempts;
    }

    void run() {
        var open = state.openPass();
        copy(open);
        if (!raiseBarrier()) {
            // A segment is not done after all: the next step copies again.
            state.pass().forgetDoneSegments();
            return;
        }
        attempts.untilDone(() -> activities("purge").purge(passRef()));
        attempts.untilDone(() -> activities("replay the backfill's quarantine")
                .replayQuarantine(QuarantineReplayRequest.ofTheBackfill(passRef())));
        if (open.indexes()) {
            state.doing("builds indexes");
            attempts.untilDone(() -> activities("build indexes").buildIndexes(passRef()));
        }
        state.pass().catchesUpFromNow();
        state.move(Phase.CATCHING_UP, "the backfill is done and purged");
    }

    /** Whether no segment is out. */
    boolean quiet() {
        return backfill == null || backfill.quiet();
    }

    private void copy(Prepared.Open open) {
        state.doing("copies " + open.segments() + " segments");
        backfill = new Backfill(state.table(), open, state.pass().done(), state.scheduling(), attempts);
        backfill.run(() -> window(open), this::held);
    }

    private int window(Prepared.Open open) {
        var asked = state.settings().window();
        return asked == null ? open.window() : asked;
    }

    private boolean held() {
        return state.settings().holdsBackfill()
                || state.isInterrupted()
                || !state.controlWrites().settled()
                || state.obstacles().blocked(Place.CAPTURE);
    }

    /** @return false if a segment is not done */
    private boolean raiseBarrier() {
        state.doing("raises the barrier, purges");
        while (true) {
            var turn = attempts.call(() -> activities("raise the barrier").raiseBarrier(passRef()), blocked -> blocked);
            if (turn instanceof Turn.Yielded) {
                return false;
            }
            if (attempts.done(turn)) {
                return true;
            }
        }
    }

    private BarrierActivities activities(String summary) {
        return Workflow.newActivityStub(
                BarrierActivities.class, CallOptions.lengthy(state.table().name() + " · " + summary));
    }

    private PassRef passRef() {
        return new PassRef(
                state.table(), state.openPass().passId(), state.scheduling().next());
    }
}
