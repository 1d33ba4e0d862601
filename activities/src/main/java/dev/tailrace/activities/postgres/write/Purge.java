package dev.tailrace.activities.postgres.write;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneBatch;
import dev.tailrace.activities.lane.LaneBatch.Counts;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.DirtyKeys;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.postgres.Tombstones;
import dev.tailrace.activities.postgres.resolve.Resolve;
import dev.tailrace.activities.postgres.resolve.TooManyAtOnce;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * R4: deletes, chunk by chunk, the rows that tombstones name, and the tombstones. The row lock on a tombstone decides between
 * the purge and an upsert that clears it. A lane of its pass. For one thread.
 */
public final class Purge {
    private static final int CHUNK = 5_000;

    private final LoadedTable table;
    private final Targets targets;
    private final Resolve resolve;
    private final long passId;
    private final long term;
    private final EngineOptions options;
    private final Heartbeat heartbeat;

    public Purge(LoadedTable table, long passId, long term, EngineOptions options, Heartbeat heartbeat) {
        this.table = table;
        targets = new Targets(table);
        resolve = new Resolve(table, targets, passId);
        this.passId = passId;
        this.term = term;
        this.options = options;
        this.heartbeat = heartbeat;
    }

    public Turn run() throws SQLException, LaneLost {
        try (var connection = table.target().getConnection()) {
            connection.setAutoCommit(false);
            return switch (Lanes.take(connection, table.target(), passId, Lanes.PURGE, term)) {
                case Taking.Taken taken -> purge(connection, taken.lane());
                case Taking.Refused refused -> new Turn.Superseded(refused.term());
                case Taking.AlreadyDone done -> new Turn.Done();
                case Taking.PassClosed closed -> new Turn.Done();
            };
        }
    }

    private Turn purge(Connection connection, Held lane) throws SQLException, LaneLost {
        int removed = 0;
        while (!heartbeat.stopRequested()) {
            try {
                removed = chunk(connection, lane, removed);
            } finally {
                Transaction.undo(connection);
            }
            if (removed == 0 && !resolved(connection, lane)) {
                finish(connection, lane);
                return new Turn.Done();
            }
        }
        return new Turn.Yielded();
    }

    /** Returns how many tombstones the chunk had. The lane counts the chunk before, since it comes first in the lock order. */
    private int chunk(Connection connection, Held lane, int before) throws SQLException, LaneLost {
        Transaction.begin(connection, options.idleInTransaction());
        batch(before, false).advance(connection, lane);
        var keys = Tombstones.lock(connection, passId, CHUNK);
        targets.delete(connection, keys);
        Tombstones.clear(connection, passId, keys);
        Commit.CHUNK_PURGED.on(connection);
        return keys.size();
    }

    /**
     * R6: asks the source about a chunk of the marked keys of tables that do; where it is slow, about fewer the next time. False where
     * none is left.
     */
    private boolean resolved(Connection connection, Held lane) throws SQLException, LaneLost {
        try {
            Transaction.begin(connection, options.idleInTransaction());
            batch(0, false).advance(connection, lane);
            var keys = DirtyKeys.first(connection, passId, resolve.most(options));
            var resolution = resolve.read(connection, keys, List.of());
            resolution.write(connection);
            DirtyKeys.clean(connection, passId, resolution.keys());
            Commit.CHUNK_RESOLVED.on(connection);
            return !keys.isEmpty();
        } catch (TooManyAtOnce fewerNext) {
            return true;
        } finally {
            Transaction.undo(connection);
        }
    }

    private void finish(Connection connection, Held lane) throws SQLException, LaneLost {
        try {
            Transaction.begin(connection, options.idleInTransaction());
            // The pass before the lane, as whoever closes the pass locks them.
            try (var update = connection.prepareStatement(
                    "update tailrace.pass set purged_at = clock_timestamp() where id = ? and closed_at is null")) {
                update.setLong(1, passId);
                update.executeUpdate();
            }
            batch(0, true).advance(connection, lane);
            Commit.PURGE_ENDED.on(connection);
        } finally {
            Transaction.undo(connection);
        }
    }

    private static LaneBatch batch(int removed, boolean done) {
        return new LaneBatch(null, done, new Counts(0, 0, List.of(), 0, 0, 0, removed, 0, 0, 0), 0, null);
    }
}
