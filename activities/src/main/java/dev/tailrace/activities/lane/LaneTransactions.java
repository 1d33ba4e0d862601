package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Lanes.Taking;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * The transactions of an attempt that holds a lane, each on a connection of the pool that is returned at once. The lane names each
 * backend before it writes, so that a successor finds one that hangs (R1). For one thread.
 */
public final class LaneTransactions {
    private final DataSource pool;
    private final Held lane;
    private final Duration idle;
    private int backend;

    /** @param idle how long a frozen client may hold what it has locked */
    public LaneTransactions(DataSource pool, Held lane, Duration idle) {
        this.pool = pool;
        this.lane = lane;
        this.idle = idle;
    }

    /** Takes a lane as {@link Lanes#take} does, over a connection of the pool. */
    public static Taking take(DataSource pool, long passId, String name, long term) throws SQLException {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            return Lanes.take(connection, pool, passId, name, term);
        }
    }

    /** What one does. It moves the lane first, under the attempt's term. */
    public interface Body<T> {
        T run(Connection connection) throws SQLException, LaneLost;
    }

    /** Committed if the body returns, rolled back if it throws. */
    public <T> T run(Commit commit, Body<T> body) throws SQLException, LaneLost {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            int now = connection.unwrap(PGConnection.class).getBackendPID();
            if (now != backend) {
                Lanes.nameBackend(connection, lane);
                backend = now;
            }
            try {
                Transaction.begin(connection, idle);
                var result = body.run(connection);
                commit.on(connection);
                return result;
            } finally {
                // After a commit there is nothing to roll back.
                Transaction.undo(connection);
            }
        }
    }
}
