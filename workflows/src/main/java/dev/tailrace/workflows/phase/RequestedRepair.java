package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.repair.RepairActivities;
import dev.tailrace.workflows.repair.RepairActivities.RepairRequest;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Queues;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.workflow.Workflow;

/** Repairs a verdict's differences, if an operator asked for it (R7). A verification as the file says follows. */
final class RequestedRepair {
    private final TableState state;
    private final Attempts attempts;

    RequestedRepair(TableState state, Attempts attempts) {
        this.state = state;
        this.attempts = attempts;
    }

    void runIfRequested() {
        while (state.pass().repair() != null) {
            state.doing("repairs rows");
            attempts.untilDone(this::turn);
        }
    }

    /** What is wanted is asked for each time: what a command asked for during the last turn is done next. */
    private Turn turn() {
        var pass = state.pass();
        var wanted = pass.repair();
        if (wanted == null) {
            return new Turn.Done();
        }
        var activities = Workflow.newActivityStub(
                RepairActivities.class,
                CallOptions.heartbeating(
                        Queues.VERIFICATION, state.table().name() + " · repair rows", CallOptions.LONGEST));
        var turn = activities.repairRows(new RepairRequest(
                state.table(),
                state.openPass().passId(),
                wanted.run(),
                wanted.command(),
                wanted.deleteForeign(),
                wanted.by()));
        if (turn instanceof Turn.Done) {
            pass.repaired(wanted);
            pass.requestVerification(pass.required());
        }
        return turn;
    }
}
