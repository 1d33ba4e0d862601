package dev.tailrace.activities.backfill;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.index.IndexPlan;
import dev.tailrace.activities.lane.Barrier;
import dev.tailrace.activities.postgres.index.IndexBuild;
import dev.tailrace.activities.postgres.write.Purge;
import dev.tailrace.activities.quarantine.QuarantineReplay;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;

/** The barrier (R4), the purge, the quarantine replay (R7), indexes (R5). Thread-safe. */
public final class BarrierActivitiesImpl implements BarrierActivities {
    private final LoadedTables tables;
    private final EngineOptions options;

    public BarrierActivitiesImpl(LoadedTables tables, EngineOptions options) {
        this.tables = tables;
        this.options = options;
    }

    @Override
    public Turn raiseBarrier(PassRef pass) {
        return ActivityAttempt.run(
                "table " + pass.table().name() + ", barrier", () -> raise(tables.get(pass.table()), pass.passId()));
    }

    static Turn raise(LoadedTable table, long passId) throws SQLException {
        return Barrier.raise(table.target(), table.ref(), passId) ? new Turn.Done() : new Turn.Yielded();
    }

    @Override
    public Turn purge(PassRef pass) {
        return ActivityAttempt.run("table " + pass.table().name() + ", purge", heartbeat -> {
            var table = tables.get(pass.table());
            return new Purge(table, pass.passId(), ActivityAttempt.term(pass.scheduling()), options, heartbeat).run();
        });
    }

    @Override
    public Turn buildIndexes(PassRef pass) {
        return ActivityAttempt.run("table " + pass.table().name() + ", indexes", heartbeat -> {
            var table = tables.get(pass.table());
            var plan = IndexPlan.of(table, tables.stores().plugins());
            return new IndexBuild(table.target(), heartbeat).run(plan.indexes());
        });
    }

    @Override
    public Turn replayQuarantine(QuarantineReplayRequest request) {
        return ActivityAttempt.run("table " + request.table().name() + ", quarantine", heartbeat -> {
            var table = tables.get(request.table());
            return new QuarantineReplay(table, request.passId(), request.round(), options, heartbeat).run();
        });
    }
}
