package dev.tailrace.activities.simulation;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A pool whose connections ask the scheduler before each statement and commit of an actor. As the engine's, they do not commit by themselves. */
final class SteppedPool implements DataSource {
    private final DataSource database;
    private final ConcurrentLinkedDeque<Connection> free = new ConcurrentLinkedDeque<>();

    SteppedPool(DataSource database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = free.pollFirst();
        if (connection == null) {
            connection = database.getConnection();
            connection.setAutoCommit(false);
        }
        return SteppedConnection.of(connection, this::giveBack);
    }

    private void giveBack(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try {
            connection.rollback();
            free.addFirst(connection);
        } catch (SQLException dead) {
            connection.close();
        }
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
