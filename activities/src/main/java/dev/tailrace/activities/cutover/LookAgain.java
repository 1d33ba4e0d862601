package dev.tailrace.activities.cutover;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.quarantine.RollbackReplay;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;

/** What follows a rollback, before the table counts as whole. */
final class LookAgain {
    private LookAgain() {}

    static Turn run(LoadedTable table, EngineOptions options, Heartbeat heartbeat) throws SQLException {
        var pass = Passes.newest(table.target(), table.id());
        return pass.isPresent() && table.mapper() instanceof ReversibleMapper mapper
                ? new RollbackReplay(table, mapper, pass.get().id(), options, heartbeat).run()
                : new Turn.Done();
    }
}
