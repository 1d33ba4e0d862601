package dev.tailrace.activities.postgres.write;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.store.ChangeEffects;
import dev.tailrace.activities.store.ChangeWriter;
import dev.tailrace.activities.store.Written;
import dev.tailrace.activities.table.LoadedTable;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Writes a lane's batches, each through a connection of the pool that is returned at once: most of the time most shards are
 * quiet, and there can be more of them than a database has connections. The lane names each backend before it writes (R1).
 * For one thread.
 */
public final class LaneWriter implements ChangeWriter {
    private final LoadedTable table;
    private final Targets targets;
    private final Held lane;
    private final EngineOptions options;
    private int backend;

    private LaneWriter(LoadedTable table, Targets targets, Held lane, EngineOptions options) {
        this.table = table;
        this.targets = targets;
        this.lane = lane;
        this.options = options;
    }

    /** Writers of a table's lanes. */
    public static ChangeWriter.Factory of(LoadedTable table, EngineOptions options) {
        var targets = new Targets(table);
        return lane -> new LaneWriter(table, targets, lane, options);
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
            return new Written(new ChangeBatchWriter(table, targets, connection, options).write(lane, batch));
        }
    }
}
