package dev.tailrace.activities.backfill;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.index.IndexBuild;
import dev.tailrace.activities.index.IndexPlan;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.activities.lane.LoadedTables;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The barrier, the purge, the second look at quarantine (R4, R7), indexes (R5). Thread-safe. */
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

    /** Done lanes can be neither taken nor written (R1): from here on no backfill write is possible. */
    static Turn raise(LoadedTable table, long passId) throws SQLException {
        return Transaction.run(table.target(), Commit.BARRIER_RAISED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            Passes.lockBarrier(sql, passId);
            if (Passes.segmentsLeft(sql, passId) > 0) {
                return new Turn.Yielded();
            }
            int raised = sql.execute("""
                    update tailrace.pass set barrier_at = clock_timestamp()
                     where id = ? and barrier_at is null and closed_at is null""", passId);
            // Not on a closed pass, whose barrier nobody will raise, nor once more for one that is up.
            if (raised == 1) {
                var ref = table.ref();
                Audit.append(
                        connection,
                        ref.migration(),
                        "barrier/" + passId,
                        "tailrace",
                        "BarrierRaised",
                        ref.name(),
                        "{}");
            }
            return new Turn.Done();
        });
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
