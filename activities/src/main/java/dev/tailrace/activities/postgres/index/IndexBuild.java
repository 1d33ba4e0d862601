package dev.tailrace.activities.postgres.index;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.index.TargetIndex;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.jdbc.PgConnection;

/**
 * Builds indexes one after the other while capture runs, whose writes they do not hold up. A build takes hours, and outlives its attempt:
 * one that has to stop leaves the backend at work, and the next waits for that; {@link RunningBuilds} ends it. What a backend left
 * unfinished is dropped and built again. Writes no rows and moves no lane, so any number of attempts may overlap. For one thread.
 */
public final class IndexBuild {
    private static final long POLL_MILLIS = 200;
    private static final Duration TO_HANG_UP = Duration.ofSeconds(10);

    /** Postgres says so of an index entry that is too large (source: PostgreSQL manual, appendix A). */
    private static final String TOO_LARGE = "54000";

    private static final String PARTITIONS = """
            select p.relname::text
              from pg_inherits i join pg_class p on p.oid = i.inhrelid join pg_class c on c.oid = i.inhparent
             where c.oid = to_regclass(?) order by 1""";

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("index-build").start(task);

    private final DataSource target;
    private final Heartbeat heartbeat;

    public IndexBuild(DataSource target, Heartbeat heartbeat) {
        this.target = target;
        this.heartbeat = heartbeat;
    }

    /** @return Done; Yielded when a stop is asked for; Blocked where an index cannot be built as things are */
    public Turn run(List<TargetIndex> indexes) throws SQLException, InterruptedException {
        for (var index : indexes) {
            var turn = build(index);
            if (!(turn instanceof Turn.Done)) {
                return turn;
            }
        }
        return new Turn.Done();
    }

    /** Whether there is an index that does what this one is for. */
    public boolean isThere(TargetIndex index) throws SQLException {
        return Transaction.read(target, c -> IndexState.of(DSL.using(c, SQLDialect.POSTGRES), index))
                == IndexState.THERE;
    }

    private Turn build(TargetIndex index) throws SQLException, InterruptedException {
        return build(index, IndexState::of);
    }

    private Turn build(TargetIndex index, Look look) throws SQLException, InterruptedException {
        while (!heartbeat.stopRequested()) {
            switch (Transaction.read(target, c -> look.of(DSL.using(c, SQLDialect.POSTGRES), index))) {
                case THERE, NOT_OURS -> {
                    return new Turn.Done();
                }
                case TAKEN -> {
                    return blocked(index, "something else in the schema has its name");
                }
                case UNDER_WAY -> TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                case INVALID -> drop(index);
                case PARTITIONED -> {
                    var turn = partitions(index);
                    if (!(turn instanceof Turn.Done)) {
                        return turn;
                    }
                }
                case ABSENT -> {
                    if (!create(index)) {
                        return blocked(index, "a value is too large for a Postgres index");
                    }
                }
            }
        }
        return new Turn.Yielded();
    }

    private interface Look {
        IndexState of(DSLContext sql, TargetIndex index);
    }

    /**
     * Postgres builds none concurrently on a partitioned table, but on its partitions: one of the table alone, which writers hardly notice, is
     * valid once it has one of each.
     */
    private Turn partitions(TargetIndex index) throws SQLException, InterruptedException {
        execute("CREATE INDEX IF NOT EXISTS %s ON ONLY %s %s"
                .formatted(Identifiers.quote(index.name()), index.tableName(), index.definition()));
        for (var partition : children(index)) {
            var its = index.of(partition);
            var turn = build(its, IndexState::ofNamed);
            if (!(turn instanceof Turn.Done)) {
                return turn;
            }
            execute("ALTER INDEX %1$s.%2$s ATTACH PARTITION %1$s.%3$s"
                    .formatted(
                            Identifiers.quote(index.schema()),
                            Identifiers.quote(index.name()),
                            Identifiers.quote(its.name())));
        }
        return new Turn.Done();
    }

    private List<String> children(TargetIndex index) throws SQLException {
        return Transaction.read(
                target,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetch(PARTITIONS, index.tableName())
                        .getValues(0, String.class));
    }

    private static Turn blocked(TargetIndex index, String why) {
        var what = "index %s of %s.%s (%s)"
                .formatted(index.name(), index.schema(), index.table(), String.join(", ", index.columns()));
        return new Turn.Blocked(Problem.of(Code.T010, what, why));
    }

    /** False: it cannot be built of these rows, and nothing unfinished is left. */
    private boolean create(TargetIndex index) throws SQLException, InterruptedException {
        try {
            execute(index.ddl());
            return true;
        } catch (SQLException error) {
            if (TOO_LARGE.equals(error.getSQLState())) {
                drop(index);
                return false;
            }
            throw error;
        }
    }

    private void drop(TargetIndex index) throws SQLException, InterruptedException {
        execute("DROP INDEX CONCURRENTLY IF EXISTS " + Identifiers.quote(index.schema()) + "."
                + Identifiers.quote(index.name()));
    }

    /** Outside of a transaction, for as long as it takes; or until a stop is asked for, when Postgres is left to go on by itself. */
    private void execute(String ddl) throws SQLException, InterruptedException {
        try (var connection = target.getConnection();
                var statement = alone(connection)) {
            var running = CompletableFuture.runAsync(() -> run(statement, ddl), THREADS);
            try {
                while (!heartbeat.stopRequested()) {
                    if (ended(running)) {
                        return;
                    }
                }
                leave(connection, running);
            } catch (InterruptedException e) {
                leave(connection, running);
                throw e;
            }
        }
    }

    private static boolean ended(CompletableFuture<Void> running) throws SQLException, InterruptedException {
        try {
            running.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException error) {
                throw error;
            }
            throw new IllegalStateException("Cannot build an index", e.getCause());
        }
    }

    /** Hangs up: to close the statement would cancel it. Postgres notices once it has an answer to give. */
    private static void leave(Connection connection, CompletableFuture<Void> running) throws SQLException {
        connection.unwrap(PgConnection.class).abort(Runnable::run);
        running.handle((done, error) -> done)
                .completeOnTimeout(null, TO_HANG_UP.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static Statement alone(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        // A large table takes hours, in which the server says nothing; the pool sets its own limit again.
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection.createStatement();
    }

    private static void run(Statement statement, String ddl) {
        try {
            statement.execute("set statement_timeout = 0; set application_name = '" + RunningBuilds.NAME + "'");
            try {
                statement.execute(ddl);
            } finally {
                statement.execute("reset statement_timeout; reset application_name");
            }
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
