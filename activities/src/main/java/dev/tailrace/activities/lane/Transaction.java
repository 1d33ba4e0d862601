package dev.tailrace.activities.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction on a connection of a pool. */
public final class Transaction {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    /**
     * How long a transaction whose client froze, or is cut off by a connection that is open on one side only, may hold its
     * locks (R1). Longer than the source is waited for inside one.
     */
    public static final Duration FROZEN = Duration.ofSeconds(15);

    private Transaction() {}

    /** What waits for a lock of all of a table makes everyone who comes later wait behind it: for so long, and not longer. */
    private static final Duration QUEUED = Duration.ofSeconds(2);

    /** Begins a transaction: {@link StatedSettings}. */
    public static void begin(Connection connection) throws SQLException {
        begin(connection, FROZEN);
    }

    /**
     * Begins a transaction on a connection that has several, one after the other; each is to be begun.
     *
     * @param connection auto-commit off, no transaction open
     * @param idle how long a frozen client may hold what it has locked
     */
    public static void begin(Connection connection, Duration idle) throws SQLException {
        StatedSettings.state(connection, StatedSettings.READ_COMMITTED, idle);
    }

    /** The same for a transaction that sees one moment and writes nothing. */
    public static void beginSnapshot(Connection connection, Duration idle) throws SQLException {
        StatedSettings.state(connection, StatedSettings.SNAPSHOT, idle);
    }

    /** From here to its end the transaction waits but a moment for each lock: for statements that lock a whole table against everyone. */
    public static void queueBriefly(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = " + QUEUED.toMillis());
        }
    }

    /** What a transaction does. */
    public interface Body<T, E extends Exception> {
        T run(Connection connection) throws SQLException, E;
    }

    /** Committed if the body returns, rolled back if it throws. */
    public static <T, E extends Exception> T run(DataSource pool, Commit commit, Body<T, E> body)
            throws SQLException, E {
        return run(pool, commit, FROZEN, body);
    }

    /** @param idle how long a frozen client may hold what it has locked */
    public static <T, E extends Exception> T run(DataSource pool, Commit commit, Duration idle, Body<T, E> body)
            throws SQLException, E {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                begin(connection, idle);
                var result = body.run(connection);
                commit.on(connection);
                return result;
            } finally {
                // After a commit there is nothing to roll back.
                undo(connection);
            }
        }
    }

    /** For a body that writes nothing: always rolled back. */
    public static <T, E extends Exception> T read(DataSource pool, Body<T, E> body) throws SQLException, E {
        return undone(pool, StatedSettings.READ_COMMITTED, body);
    }

    /** The same for a body that is to see one moment, and may not write. */
    public static <T, E extends Exception> T snapshot(DataSource pool, Body<T, E> body) throws SQLException, E {
        return undone(pool, StatedSettings.SNAPSHOT, body);
    }

    private static <T, E extends Exception> T undone(DataSource pool, String isolation, Body<T, E> body)
            throws SQLException, E {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                StatedSettings.state(connection, isolation, FROZEN);
                return body.run(connection);
            } finally {
                undo(connection);
            }
        }
    }

    /**
     * Rolls back what is open. A connection that cannot do so is broken, its transaction over: what broke it is on its way as
     * another exception, which must not be lost to this one.
     */
    public static void undo(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            LOG.debug("Cannot roll back", broken);
        }
    }
}
