package dev.tailrace.activities.cutover;

import dev.tailrace.activities.lane.ClosedLanes;
import dev.tailrace.activities.lane.SwitchOutcome;
import dev.tailrace.activities.reverse.ClosedItems;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;

/** Ends what writes the source, before it owns the data again (R11, R20). */
final class ReverseClose {
    private ReverseClose() {}

    /** Done once no write of ours can land at any table of the group; nothing is closed for an attempt that is over. */
    static Turn close(SwitchGroup group, long attempt) throws SQLException {
        return switch (ClosedLanes.close(group.first().control(), attempt)) {
            case SwitchOutcome.Left left ->
                new Turn.Stalled(Problem.of(Code.R028, String.join("; ", left.what()), "Lanes are closed once they have nothing left."));
            case SwitchOutcome.Stands stands -> {
                if (stands.state() == AttemptState.OPEN) {
                    for (var table : group.tables()) {
                        ClosedItems.close(table);
                    }
                }
                yield new Turn.Done(stands.trail());
            }
        };
    }
}
