package dev.tailrace.activities.control;

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

    /** Bounds how long the transaction that begins now may be idle; for this transaction only, as poolers need it. */
    public static void bound(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local idle_in_transaction_session_timeout = " + FROZEN.toMillis());
        }
    }

    /** What a transaction does. */
    public interface Body<T, E extends Exception> {
        T run(Connection connection) throws SQLException, E;
    }

    /** Committed if the body returns, rolled back if it throws. */
    public static <T, E extends Exception> T run(DataSource pool, Commit commit, Body<T, E> body)
            throws SQLException, E {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                bound(connection);
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
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                bound(connection);
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
