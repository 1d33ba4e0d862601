package dev.tailrace.activities.cutover;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.index.WayBackIndexes;
import dev.tailrace.activities.postgres.guard.Guard;
import dev.tailrace.activities.postgres.index.IndexBuild;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.util.List;

/** What the way back needs at the target, before it is switched (R9). Idempotent. */
final class Arming {
    private Arming() {}

    static Turn arm(LoadedTable table, Heartbeat heartbeat) throws SQLException, InterruptedException {
        var build = new IndexBuild(table.target(), heartbeat);
        for (var index : WayBackIndexes.of(table.schema(), table.mapper())) {
            var turn = build.run(List.of(index));
            if (!(turn instanceof Turn.Done)) {
                return turn;
            }
        }
        return new Turn.Done(Guard.arm(table));
    }
}
