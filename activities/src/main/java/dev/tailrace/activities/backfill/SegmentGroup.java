package dev.tailrace.activities.backfill;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.backfill.ScanReader.Scan;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.QuarantineBudget;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One attempt at a share of a pass's segments: taken together, copied one after the other. For one thread. */
final class SegmentGroup {
    private final LoadedTable table;
    private final long passId;
    private final long term;
    private final EngineOptions options;
    private final Heartbeat heartbeat;

    SegmentGroup(LoadedTable table, long passId, long term, EngineOptions options, Heartbeat heartbeat) {
        this.table = table;
        this.passId = passId;
        this.term = term;
        this.options = options;
        this.heartbeat = heartbeat;
    }

    /**
     * Copies what is left of the segments. Where another attempt may hold one of them, none is copied: the whole share comes
     * again with a higher term.
     *
     * @param end by {@link System#nanoTime}: no batch follows the first one that ends later
     */
    Turn copy(List<Integer> segments, long end) throws SQLException, LaneLost, InterruptedException {
        try (var connection = table.target().getConnection()) {
            connection.setAutoCommit(false);
            var names = segments.stream().map(Lanes::segment).toList();
            var takings = Lanes.takeAll(connection, table.target(), passId, names, term);
            var scans = new ArrayList<Scan>();
            long heldTerm = 0;
            for (int segment : segments) {
                switch (Objects.requireNonNull(takings.get(Lanes.segment(segment)), "an answer")) {
                    case Taking.Taken taken -> scans.add(new Scan(segment, taken.lane()));
                    case Taking.Refused refused -> heldTerm = Math.max(heldTerm, refused.term());
                    case Taking.AlreadyDone done -> {}
                    case Taking.PassClosed closed -> {}
                }
            }
            return heldTerm > 0 ? new Turn.Superseded(heldTerm) : copy(connection, scans, end);
        }
    }

    private Turn copy(Connection connection, List<Scan> scans, long end)
            throws SQLException, LaneLost, InterruptedException {
        Transaction.begin(connection);
        var opened = Passes.get(DSL.using(connection, SQLDialect.POSTGRES), passId);
        Transaction.undo(connection);
        var batch = new BackfillBatch(table, new Targets(table), connection, options.idleInTransaction());
        try (var running = table.capacity().running();
                var pages = new ScanReader(table, heartbeat, opened, scans)) {
            while (pages.hasNext()) {
                var page = pages.take(() -> System.nanoTime() < end);
                if (page == null || heartbeat.stopRequested() || OperatorSettings.copyPaused(connection, table.id())) {
                    return new Turn.Yielded();
                }
                int quarantined = batch.write(page);
                var blocked = quarantined > 0 ? blocked(connection) : null;
                if (blocked != null) {
                    return blocked;
                }
                if (pages.hasNext() && System.nanoTime() >= end) {
                    return new Turn.Yielded();
                }
            }
            return new Turn.Done();
        }
    }

    private @Nullable Turn blocked(Connection connection) throws SQLException {
        try {
            Transaction.begin(connection);
            return QuarantineBudget.check(connection, table, passId);
        } finally {
            Transaction.undo(connection);
        }
    }
}
