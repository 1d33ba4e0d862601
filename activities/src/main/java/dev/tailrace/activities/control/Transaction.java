package dev.tailrace.activities.control;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One transaction on a connection of a pool. */
public final class Transaction {
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
                connection.rollback();
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
                connection.rollback();
            }
        }
    }
}
