package dev.tailrace.activities.capture;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.activities.postgres.Targets;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Writes a lane's batches, each through a connection of the pool that is given back at once: most of the time most shards are
 * quiet, and there can be more of them than a database has connections. The lane names each backend before it writes (R1).
 * For one thread.
 */
final class LaneWriter {
    private final LoadedTable table;
    private final Targets targets;
    private final Held lane;
    private final EngineOptions options;
    private int backend;

    LaneWriter(LoadedTable table, Targets targets, Held lane, EngineOptions options) {
        this.table = table;
        this.targets = targets;
        this.lane = lane;
        this.options = options;
    }

    /** Returns how many items went to quarantine. */
    int write(ApplyBatch.Batch batch) throws SQLException, LaneLost {
        try (var connection = table.target().getConnection()) {
            connection.setAutoCommit(false);
            int now = connection.unwrap(PGConnection.class).getBackendPID();
            if (now != backend) {
                Lanes.nameBackend(connection, lane);
                backend = now;
            }
            return new ApplyBatch(table, targets, connection, options).write(lane, batch);
        }
    }
}
