package dev.tailrace.activities.control;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One transaction on a connection of a pool: committed if its body returns, rolled back if it throws. */
public final class Transaction {
    private Transaction() {}

    /** What a transaction does. */
    public interface Body<T, E extends Exception> {
        T run(Connection connection) throws SQLException, E;
    }

    public static <T, E extends Exception> T run(DataSource pool, Body<T, E> body) throws SQLException, E {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = body.run(connection);
                connection.commit();
                return result;
            } finally {
                // After a commit there is nothing to roll back.
                connection.rollback();
            }
        }
    }
}
