package dev.tailrace.activities.postgres.write;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.store.ChangeEffects;
import dev.tailrace.activities.store.ChangeWriter;
import dev.tailrace.activities.store.Written;
import dev.tailrace.activities.table.LoadedTable;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Writes a lane's batches, each through a connection of the pool that is returned at once: most of the time most shards are
 * quiet, and there can be more of them than a database has connections. The lane names each backend before it writes (R1).
 * For one thread.
 */
public final class LaneWriter implements ChangeWriter {
    private final LoadedTable table;
    private final Held lane;
    private final Batches batches;
    private int backend;

    private LaneWriter(LoadedTable table, Held lane, Batches batches) {
        this.table = table;
        this.lane = lane;
        this.batches = batches;
    }

    /** What a batch is written by. */
    private interface Batches {
        /** @param connection auto-commit off, no transaction open; none is open afterwards */
        Written write(Connection connection, Held lane, ChangeEffects batch) throws SQLException, LaneLost;
    }

    /** Writers of the lanes of a table's pass. Where that watches they apply nothing (R9). */
    public static ChangeWriter.Factory of(LoadedTable table, Pass pass, EngineOptions options) {
        var batches = pass.watches() ? watching(table, options) : applying(table, options);
        return lane -> new LaneWriter(table, lane, batches);
    }

    private static Batches applying(LoadedTable table, EngineOptions options) {
        var targets = new Targets(table);
        return (connection, lane, batch) ->
                new Written(new ChangeBatchWriter(table, targets, connection, options).write(lane, batch));
    }

    private static Batches watching(LoadedTable table, EngineOptions options) {
        return (connection, lane, batch) -> {
            new WatchBatchWriter(table, connection, options).write(lane, batch);
            return new Written(0);
        };
    }

    @Override
    public Written write(ChangeEffects batch) throws SQLException, LaneLost {
        try (var connection = table.target().getConnection()) {
            connection.setAutoCommit(false);
            int now = connection.unwrap(PGConnection.class).getBackendPID();
            if (now != backend) {
                Lanes.nameBackend(connection, lane);
                backend = now;
            }
            return batches.write(connection, lane, batch);
        }
    }
}
