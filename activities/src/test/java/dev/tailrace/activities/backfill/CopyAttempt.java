package dev.tailrace.activities.backfill;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.postgres.write.PageWriter;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt at the copy of a segment, with pages of a simulated source. */
public final class CopyAttempt {
    private CopyAttempt() {}

    /**
     * A page.
     *
     * @param next where the next page begins, null at the segment's end
     */
    public record ScanPage(List<Item> items, @Nullable String next) {}

    /** Where pages come from. */
    public interface Scan {
        ScanPage read(@Nullable String after);

        /** Whether the next page is read before this one is written. */
        boolean readsAhead();
    }

    public static Turn run(
            LoadedTable table, long passId, int segment, long term, Duration idle, Scan scan, Heartbeat heartbeat)
            throws SQLException, LaneLost {
        try (var connection = table.target().getConnection()) {
            connection.setAutoCommit(false);
            return switch (Lanes.take(connection, table.target(), passId, Lanes.segment(segment), term)) {
                case Taking.Taken taken -> copy(connection, table, taken.lane(), idle, scan, heartbeat);
                case Taking.Refused refused -> new Turn.Superseded(refused.term());
                case Taking.AlreadyDone done -> new Turn.Done();
                case Taking.PassClosed closed -> new Turn.Done();
            };
        }
    }

    private static Turn copy(
            Connection connection, LoadedTable table, Lanes.Held lane, Duration idle, Scan scan, Heartbeat heartbeat)
            throws SQLException, LaneLost {
        var batch = new PageWriter(table, new Targets(table), connection, idle);
        var before = lane.position();
        var page = scan.read(before);
        while (!heartbeat.stopRequested()) {
            var next = page.next();
            var ahead = next != null && scan.readsAhead() ? scan.read(next) : null;
            batch.write(
                    lane,
                    PageMapping.effects(table.mapper(), new ScanReader.Page(lane, before, page.items(), next, 1, 0)));
            if (next == null) {
                return new Turn.Done();
            }
            before = next;
            page = ahead == null ? scan.read(next) : ahead;
        }
        return new Turn.Yielded();
    }
}
