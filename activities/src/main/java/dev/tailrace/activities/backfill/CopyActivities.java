package dev.tailrace.activities.backfill;

import dev.tailrace.activities.Attempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Pulse;
import dev.tailrace.activities.control.Directions;
import dev.tailrace.activities.control.LaneLost;
import dev.tailrace.activities.control.Lanes;
import dev.tailrace.activities.control.Lanes.Taking;
import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.control.LoadedTables;
import dev.tailrace.activities.control.Passes;
import dev.tailrace.activities.target.QuarantineBudget;
import dev.tailrace.activities.target.Targets;
import dev.tailrace.workflows.backfill.BackfillActivities;
import dev.tailrace.workflows.migration.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Copies scan segments (R2). Thread-safe. */
public final class CopyActivities implements BackfillActivities {
    private final LoadedTables tables;
    private final EngineOptions options;

    public CopyActivities(LoadedTables tables, EngineOptions options) {
        this.tables = tables;
        this.options = options;
    }

    @Override
    public Turn copySegment(Segment segment) {
        long end = System.nanoTime() + (segment.brief() ? 0 : options.turn().toNanos());
        Turn turn = new Turn.Done();
        for (int number : segment.numbers()) {
            turn = copy(segment, number, end);
            if (!(turn instanceof Turn.Done)) {
                break;
            }
        }
        return turn;
    }

    private Turn copy(Segment segment, int number, long end) {
        var what = "table " + segment.table().table() + ", segment " + number;
        return Attempt.run(what, pulse -> {
            var table = tables.get(segment.table());
            try (var connection = table.target().getConnection()) {
                connection.setAutoCommit(false);
                var name = Lanes.segment(number);
                long term = Attempt.term(segment.scheduling());
                return switch (Lanes.take(connection, table.target(), segment.pass(), name, term)) {
                    case Taking.Taken taken -> copy(table, number, taken.lane(), pulse, connection, end);
                    case Taking.Refused refused -> new Turn.Superseded(refused.term());
                    case Taking.AlreadyDone done -> new Turn.Done();
                    case Taking.PassClosed closed -> new Turn.Done();
                };
            }
        });
    }

    private Turn copy(LoadedTable table, int number, Lanes.Held lane, Pulse pulse, Connection connection, long end)
            throws SQLException, LaneLost, InterruptedException {
        var pass = Passes.get(DSL.using(connection, SQLDialect.POSTGRES), lane.pass());
        connection.rollback();
        var batch = new CopyBatch(table, new Targets(table), connection, lane, options.idleInTransaction());
        try (var running = table.capacity().running();
                var pages = new Pages(table, pulse, number, pass.segments(), pass.consistent(), lane.position())) {
            var position = lane.position();
            while (true) {
                var page = pages.take(() -> System.nanoTime() < end);
                if (page == null || pulse.stopRequested() || Directions.copyPaused(connection, table.id())) {
                    return new Turn.Yielded();
                }
                int quarantined = batch.write(page, position);
                if (page.position() == null) {
                    return new Turn.Done();
                }
                position = page.position();
                if (quarantined > 0) {
                    var blocked = QuarantineBudget.check(connection, table, lane.pass());
                    connection.rollback();
                    if (blocked != null) {
                        return blocked;
                    }
                }
                if (System.nanoTime() >= end) {
                    return new Turn.Yielded();
                }
            }
        }
    }
}
