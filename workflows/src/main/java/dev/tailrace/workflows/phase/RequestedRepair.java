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

    /** The order is asked for each time: one that came during the last turn is carried out next. */
    private Turn turn() {
        var pass = state.pass();
        var order = pass.repair();
        if (order == null) {
            return new Turn.Done();
        }
        var activities = Workflow.newActivityStub(
                RepairActivities.class,
                CallOptions.heartbeating(
                        Queues.VERIFICATION, state.table().name() + " · repair rows", CallOptions.LONGEST));
        var turn = activities.repairRows(new RepairRequest(
                state.table(),
                state.openPass().passId(),
                order.run(),
                order.command(),
                order.deleteForeign(),
                order.by()));
        if (turn instanceof Turn.Done) {
            pass.repaired(order);
            pass.requestVerification(pass.required());
        }
        return turn;
    }
}
