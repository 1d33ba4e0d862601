package dev.tailrace.activities.control;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction on a connection of a pool. */
public final class Transaction {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private Transaction() {}

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
