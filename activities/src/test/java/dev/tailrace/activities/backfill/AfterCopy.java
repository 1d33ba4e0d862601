package dev.tailrace.activities.backfill;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Pulse;
import dev.tailrace.activities.control.LaneLost;
import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.workflows.migration.Turn;
import java.sql.SQLException;

/** Attempts at what comes after the copy. */
public final class AfterCopy {
    private AfterCopy() {}

    public static Turn raiseBarrier(LoadedTable table, long pass) throws SQLException {
        return AfterCopyActivities.raise(table, pass);
    }

    public static Turn purge(LoadedTable table, long pass, long term, EngineOptions options, Pulse pulse)
            throws SQLException, LaneLost {
        return new Purge(table, pass, term, options, pulse).run();
    }

    public static Turn lookAgain(LoadedTable table, long pass, EngineOptions options, Pulse pulse) throws SQLException {
        return new SecondLook(table, pass, 0, options, pulse).run();
    }
}
