package dev.tailrace.activities.repair;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.repair.RepairActivities.RepairListing;
import dev.tailrace.workflows.repair.RepairActivities.RepairRequest;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;

/** Attempts at a repair. */
public final class Repairing {
    private Repairing() {}

    public static Turn attempt(LoadedTable table, RepairRequest request) throws SQLException {
        return attempt(table, request, Heartbeat.none());
    }

    public static Turn attempt(LoadedTable table, RepairRequest request, Heartbeat heartbeat) throws SQLException {
        return new RowRepair(table, request, EngineOptions.local(), heartbeat).run();
    }

    /** What would be done. @param run 0 for the newest */
    public static RepairListing listing(LoadedTable table, long passId, long run) throws SQLException {
        try (var connection = table.target().getConnection()) {
            return RepairPlan.read(connection, "Things", passId, run).listing();
        }
    }
}
