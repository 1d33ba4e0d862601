package dev.tailrace.activities.backfill;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.postgres.write.Purge;
import dev.tailrace.activities.quarantine.QuarantineReplay;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;

/** Attempts at what comes after the copy. */
public final class AfterCopy {
    private AfterCopy() {}

    public static Turn raiseBarrier(LoadedTable table, long passId) throws SQLException {
        return BarrierActivitiesImpl.raise(table, passId);
    }

    public static Turn purge(LoadedTable table, long passId, long term, EngineOptions options, Heartbeat heartbeat)
            throws SQLException, LaneLost {
        return new Purge(table, passId, term, options, heartbeat).run();
    }

    public static Turn replayQuarantine(LoadedTable table, long passId, EngineOptions options, Heartbeat heartbeat)
            throws SQLException {
        return new QuarantineReplay(table, passId, 0, options, heartbeat).run();
    }
}
