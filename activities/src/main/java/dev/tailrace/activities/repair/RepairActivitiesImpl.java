package dev.tailrace.activities.repair;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.repair.RepairActivities;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;

/** Lists repairs, and makes them. Thread-safe. */
public final class RepairActivitiesImpl implements RepairActivities {
    private final LoadedTables tables;
    private final EngineOptions options;

    public RepairActivitiesImpl(LoadedTables tables, EngineOptions options) {
        this.tables = tables;
        this.options = options;
    }

    @Override
    public RepairListing listRepairs(RepairQuery query) {
        var what = "table " + query.table().name() + ", repair";
        try {
            var table = tables.get(query.table());
            long passId = passId(table, query.passId());
            return Transaction.read(
                            table.target(),
                            c -> RepairPlan.read(c, query.table().name(), passId, query.run()))
                    .listing();
        } catch (ProblemException known) {
            return RepairListing.none(known.problem());
        } catch (SQLException | RuntimeException e) {
            return RepairListing.none(FailureClassifier.problem(e, what));
        }
    }

    /** A query that names no pass means the newest. */
    private static long passId(LoadedTable table, long stated) throws SQLException {
        return stated != 0
                ? stated
                : Passes.newest(table.target(), table.id()).map(Passes.Pass::id).orElse(0L);
    }

    @Override
    public Turn repairRows(RepairRequest request) {
        return ActivityAttempt.run("table " + request.table().name() + ", repair", heartbeat -> {
            var table = tables.get(request.table());
            return new RowRepair(table, request, options, heartbeat).run();
        });
    }
}
