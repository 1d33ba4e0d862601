package dev.tailrace.embedded.endtoend;

import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.stack.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What one worker takes of its machine and of the target, sampled from outside until closed. Linux only. */
final class Footprint implements AutoCloseable {
    private static final String CONNECTIONS = """
            select count(*) from pg_stat_activity where datname = ? and application_name = 'tailrace'""";

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Connection watching;

    private Footprint(WorkerChild worker, DatabaseAddress target) throws SQLException {
        watching = target.connect();
        clock.scheduleWithFixedDelay(() -> sample(worker.pid(), target.database()), 0, 100, TimeUnit.MILLISECONDS);
    }

    static Footprint of(WorkerChild worker, DatabaseAddress target) throws SQLException {
        return new Footprint(worker, target);
    }

    /** The most database connections seen at once. */
    int connections() {
        return connections.get();
    }

    /** The most operating system threads seen at once. */
    int threads() {
        return threads.get();
    }

    @Override
    public void close() throws SQLException {
        clock.close();
        watching.close();
    }

    private void sample(long pid, String database) {
        try {
            connections.accumulateAndGet(countConnections(database), Math::max);
            threads.accumulateAndGet(countThreads(pid), Math::max);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("Cannot look at worker " + pid, e);
        }
    }

    private int countConnections(String database) throws SQLException {
        try (PreparedStatement query = watching.prepareStatement(CONNECTIONS)) {
            query.setString(1, database);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static int countThreads(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("Threads:"))
                    .mapToInt(line ->
                            Integer.parseInt(line.substring("Threads:".length()).strip()))
                    .sum();
        }
    }
}
