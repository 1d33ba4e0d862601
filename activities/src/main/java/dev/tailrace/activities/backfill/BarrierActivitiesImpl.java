package dev.tailrace.activities.backfill;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.index.IndexPlan;
import dev.tailrace.activities.index.TargetIndex;
import dev.tailrace.activities.lane.Barrier;
import dev.tailrace.activities.lane.Ledger;
import dev.tailrace.activities.postgres.index.IndexBuild;
import dev.tailrace.activities.postgres.write.Purge;
import dev.tailrace.activities.quarantine.QuarantineReplay;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.util.List;

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
        return Barrier.raise(table.target(), table.ref(), passId)
                .<Turn>map(raised -> new Turn.Done(raised.trail()))
                .orElseGet(Turn.Yielded::new);
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
            return build(table, pass.passId(), plan.indexes(), heartbeat);
        });
    }

    static Turn build(LoadedTable table, long passId, List<TargetIndex> indexes, Heartbeat heartbeat)
            throws SQLException, InterruptedException {
        var build = new IndexBuild(table.target(), heartbeat);
        TrailHead trail = null;
        for (var index : indexes) {
            var turn = build.run(List.of(index));
            if (!(turn instanceof Turn.Done)) {
                return turn;
            }
            // One that its table's owner has to build is not there.
            if (build.isThere(index)) {
                var on = index.schema() + "." + index.table();
                trail = Ledger.indexBuilt(table.control(), table.ref(), passId, on, index.name());
            }
        }
        return new Turn.Done(trail);
    }

    @Override
    public Turn replayQuarantine(QuarantineReplayRequest request) {
        return ActivityAttempt.run("table " + request.table().name() + ", quarantine", heartbeat -> {
            var table = tables.get(request.table());
            return new QuarantineReplay(table, request.passId(), request.round(), options, heartbeat).run();
        });
    }
}
