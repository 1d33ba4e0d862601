package dev.tailrace.activities.cutover;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.capture.Tokens;
import dev.tailrace.activities.lane.FinalizedTable;
import dev.tailrace.activities.postgres.guard.Guard;
import dev.tailrace.activities.reverse.ClosedItems;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;

/** Takes away what a way back needs: triggers, lanes, tokens, recorded changes. Each step is idempotent. */
final class Finalization {
    private Finalization() {}

    static Turn run(LoadedTable table, String by, Heartbeat heartbeat) throws SQLException {
        var trail = FinalizedTable.end(table.control(), table.ref(), table.id(), by);
        // Nothing that was sent to the source can come late, though its owner's writers may have other plans with it.
        ClosedItems.close(table);
        Tokens.remove(table);
        Guard.disarm(table.target(), table.ref(), table.id());
        while (FinalizedTable.forgetSome(table.control(), table.id())) {
            if (heartbeat.stopRequested()) {
                return new Turn.Yielded();
            }
        }
        return new Turn.Done(trail);
    }
}
