package dev.tailrace.activities.backfill;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.workflows.migration.Turn;
import java.sql.SQLException;

/** Attempts at what comes after the copy. */
public final class AfterCopy {
    private AfterCopy() {}

    public static Turn raiseBarrier(LoadedTable table, long pass) throws SQLException {
        return BarrierActivitiesImpl.raise(table, pass);
    }

    public static Turn purge(LoadedTable table, long pass, long term, EngineOptions options, Heartbeat pulse)
            throws SQLException, LaneLost {
        return new Purge(table, pass, term, options, pulse).run();
    }

    public static Turn lookAgain(LoadedTable table, long pass, EngineOptions options, Heartbeat pulse)
            throws SQLException {
        return new QuarantineReplay(table, pass, 0, options, pulse).run();
    }
}
