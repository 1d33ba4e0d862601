package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.backfill.BarrierActivities.PassRef;
import dev.tailrace.workflows.backfill.BarrierActivities.QuarantineReplayRequest;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.workflow.Workflow;

/** Tries all quarantined items again, if an operator asked for it (R7). */
final class RequestedReplay {
    private final TableState state;
    private final Attempts attempts;

    RequestedReplay(TableState state, Attempts attempts) {
        this.state = state;
        this.attempts = attempts;
    }

    void runIfRequested() {
        while (state.pass().replayRequested()) {
            state.doing("replays the quarantine");
            attempts.untilDone(this::turn);
        }
    }

    /** The command is asked for each time: a later one, even during the last turn, begins another round. */
    private Turn turn() {
        var command = state.pass().replayCommand();
        var activities = Workflow.newActivityStub(
                BarrierActivities.class, CallOptions.lengthy(state.table().name() + " · replay the quarantine"));
        var pass = new PassRef(
                state.table(), state.openPass().passId(), state.scheduling().next());
        var turn = activities.replayQuarantine(QuarantineReplayRequest.ofAll(pass, command));
        if (turn instanceof Turn.Done) {
            state.pass().replayed(command);
            state.pass().requestVerification(state.pass().required());
        }
        return turn;
    }
}
