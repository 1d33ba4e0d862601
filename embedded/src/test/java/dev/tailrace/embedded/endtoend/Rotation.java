package dev.tailrace.embedded.endtoend;

import dev.tailrace.embedded.stack.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something to a role again and again, and ends its sessions each time, so that all log in afresh. */
final class Rotation implements AutoCloseable {
    /** What is done each time. */
    interface Step {
        void run() throws Exception;
    }

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final DatabaseAddress owner;
    private final String role;

    private Rotation(DatabaseAddress owner, String role) {
        this.owner = owner;
        this.role = role;
    }

    /** @param owner may end the sessions of the role */
    static Rotation every(Duration pause, DatabaseAddress owner, String role, Step step) {
        Rotation rotation = new Rotation(owner, role);
        rotation.clock.scheduleWithFixedDelay(
                () -> rotation.turn(step), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return rotation;
    }

    /** Whether each step so far has done what it should. */
    List<Exception> failures() {
        return failures;
    }

    private void turn(Step step) {
        try {
            step.run();
            endSessions();
        } catch (Exception e) {
            failures.add(e);
        }
    }

    private void endSessions() throws SQLException {
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'".formatted(role));
        }
    }

    @Override
    public void close() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("A password is still being changed.");
        }
    }
}
