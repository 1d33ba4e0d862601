package dev.tailrace.activities.reverse;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.LaneTransactions;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Reverse;
import dev.tailrace.activities.lane.ReverseMarks;
import dev.tailrace.activities.lane.ReverseProgress;
import dev.tailrace.activities.lane.ReverseProgress.Step;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.OutboxKeys;
import dev.tailrace.activities.postgres.OutboxRows;
import dev.tailrace.activities.postgres.OutboxRows.OutboxRow;
import dev.tailrace.activities.postgres.ReverseQuarantine;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.reverse.ReverseActivities.Task;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * One turn of the lane that empties the outbox (R10): it marks the source keys of what it sees and deletes that, in one transaction under
 * its term. A row that commits late, with an id below others that are gone, is seen late and never missed. For one thread.
 */
final class Router {
    private static final int ROWS = 1_000;

    /** How often it looks from the beginning while there is more to come: dead rows make that slow. */
    private static final Duration FROM_THE_BEGINNING = Duration.ofMinutes(1);

    /** The same while nothing comes: a switch waits for the outbox to be empty. */
    private static final Duration WHILE_QUIET = Duration.ofSeconds(1);

    private final LoadedTable table;
    private final Task task;
    private final OutboxKeys keys;
    private final EngineOptions options;
    private final OperatorSettings settings;
    private final Heartbeat heartbeat;

    /** Behind it no row was seen. */
    private long after;

    private long beganAt = System.nanoTime();

    Router(
            LoadedTable table,
            Task task,
            OutboxKeys keys,
            EngineOptions options,
            OperatorSettings settings,
            Heartbeat heartbeat) {
        this.table = table;
        this.task = task;
        this.keys = keys;
        this.options = options;
        this.settings = settings;
        this.heartbeat = heartbeat;
    }

    Turn run(long term) throws SQLException, LaneLost {
        return switch (LaneTransactions.take(table.target(), task.passId(), Reverse.ROUTE, term)) {
            case Taking.Taken taken -> run(taken.lane());
            case Taking.Refused refused -> new Turn.Superseded(refused.term());
            case Taking.AlreadyDone done -> new Turn.Done();
            case Taking.PassClosed closed -> new Turn.Done();
        };
    }

    private Turn run(Held lane) throws SQLException, LaneLost {
        long end = System.nanoTime() + options.turn().toNanos();
        var control = new LaneTransactions(table.target(), lane, options.idleInTransaction());
        var rest = new Rest(options.poll());
        do {
            var now = settings.get();
            if (now.openPass() != task.passId() && isClosed()) {
                return new Turn.Done();
            }
            if (now.capturePaused()) {
                break;
            }
            if (step(lane, control)) {
                rest.again();
            } else if (!task.brief()) {
                rest.park();
            }
        } while (!task.brief() && !heartbeat.stopRequested() && System.nanoTime() < end);
        return new Turn.Yielded();
    }

    /** Whether there was anything. */
    private boolean step(Held lane, LaneTransactions control) throws SQLException, LaneLost {
        boolean late = System.nanoTime() - beganAt > FROM_THE_BEGINNING.toNanos();
        var rows = late ? List.<OutboxRow>of() : look(lane, control);
        if (rows.isEmpty() && (late || System.nanoTime() - beganAt > WHILE_QUIET.toNanos())) {
            after = 0;
            beganAt = System.nanoTime();
            rows = look(lane, control);
        }
        if (!rows.isEmpty()) {
            after = rows.getLast().id();
        }
        return !rows.isEmpty();
    }

    /** Nothing is written where there is nothing: a quiet table costs a read. */
    private List<OutboxRow> look(Held lane, LaneTransactions control) throws SQLException, LaneLost {
        boolean any = Transaction.read(
                table.target(), c -> !OutboxRows.behind(c, table.id(), after, 1).isEmpty());
        return any ? route(lane, control) : List.of();
    }

    private List<OutboxRow> route(Held lane, LaneTransactions control) throws SQLException, LaneLost {
        return control.run(Commit.CHANGES_ROUTED, c -> {
            var rows = OutboxRows.behind(c, table.id(), after, ROWS);
            var routed = new RoutedRows();
            rows.forEach(row -> routed.add(keys.of(row)));
            ReverseProgress.advance(c, lane, Step.routed(rows.size()));
            ReverseQuarantine.clear(c, lane.passId(), routed.gone());
            ReverseQuarantine.add(c, lane.passId(), routed.astray());
            // R14: the marks, and only then the rows: in one transaction, so there is no time between them.
            ReverseMarks.mark(c, lane.passId(), routed.sourceKeys());
            OutboxRows.delete(c, rows);
            return rows;
        });
    }

    private boolean isClosed() throws SQLException {
        return Passes.get(table.target(), task.passId()).closedAt() != null;
    }
}
