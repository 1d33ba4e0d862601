package dev.tailrace.activities.verification;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One statement that may take as long as it needs, as the target is at one moment. It is cancelled when a stop is asked for.
 * Stateless; thread-safe.
 */
final class LongSelect {
    private static final Duration POLL = Duration.ofMillis(200);

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("long-select").start(task);

    private LongSelect() {}

    /** The rows, each with its cells as text. They are held in memory, so there must not be many. */
    static List<List<@Nullable String>> rows(DataSource target, Heartbeat heartbeat, String select)
            throws SQLException, InterruptedException {
        try (var connection = target.getConnection()) {
            connection.setAutoCommit(false);
            // The server says nothing meanwhile, and has no limit then, either; the pool sets the client's again.
            connection.setNetworkTimeout(Runnable::run, 0);
            try {
                Transaction.beginSnapshot(connection, Transaction.FROZEN);
                return rows(connection, heartbeat, select);
            } finally {
                Transaction.undo(connection);
            }
        }
    }

    private static List<List<@Nullable String>> rows(Connection connection, Heartbeat heartbeat, String select)
            throws SQLException, InterruptedException {
        try (var statement = connection.createStatement()) {
            var running = CompletableFuture.supplyAsync(() -> rows(statement, select), THREADS);
            try {
                while (!running.isDone()) {
                    Stops.pause(heartbeat, POLL);
                }
                return running.join();
            } catch (InterruptedException stop) {
                statement.cancel();
                throw stop;
            } catch (CompletionException e) {
                if (e.getCause() instanceof SQLException error) {
                    throw error;
                }
                throw e;
            }
        }
    }

    private static List<List<@Nullable String>> rows(Statement statement, String select) {
        var found = new ArrayList<List<@Nullable String>>();
        try (var rows = statement.executeQuery(select)) {
            var cells = new @Nullable String[rows.getMetaData().getColumnCount()];
            while (rows.next()) {
                for (int c = 0; c < cells.length; c++) {
                    cells[c] = rows.getString(c + 1);
                }
                found.add(Arrays.asList(cells.clone()));
            }
            return found;
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
