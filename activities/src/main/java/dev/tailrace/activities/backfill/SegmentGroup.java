package dev.tailrace.activities.backfill;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.backfill.ScanReader.Scan;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.postgres.write.PostgresSegments;
import dev.tailrace.activities.store.SegmentWriter;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One attempt at up to 16 segments of a pass: taken together, copied one after the other. For one thread. */
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
     * Copies what is left of the segments. Where another attempt may hold one of them, none is copied: the whole group comes
     * again with a higher term.
     *
     * @param end by {@link System#nanoTime}: no batch follows the first one that ends later
     */
    Turn copy(List<Integer> segments, long end) throws SQLException, LaneLost, InterruptedException {
        try (var target = PostgresSegments.open(table, passId, options)) {
            var takings = target.take(segments.stream().map(Lanes::segment).toList(), term);
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
            return heldTerm > 0 ? new Turn.Superseded(heldTerm) : copy(target, scans, end);
        }
    }

    private Turn copy(SegmentWriter target, List<Scan> scans, long end)
            throws SQLException, LaneLost, InterruptedException {
        try (var running = table.capacity().running();
                var pages = new ScanReader(table, heartbeat, target.pass(), scans)) {
            while (pages.hasNext()) {
                var page = pages.take(() -> System.nanoTime() < end);
                if (page == null || heartbeat.stopRequested() || target.isPaused()) {
                    return new Turn.Yielded();
                }
                var written = target.write(page.lane(), PageMapping.effects(table.mapper(), page));
                var blocked = written.leftOut() > 0 ? target.overBudget() : null;
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
}
