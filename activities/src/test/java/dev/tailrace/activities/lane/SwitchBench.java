package dev.tailrace.activities.lane;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptAnswer;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptRequest;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import dev.tailrace.workflows.table.TableRef;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A control schema with a group of two tables that are ready for a cutover, in a real Postgres. */
final class SwitchBench {
    static final Duration PAUSE = Duration.ofMinutes(1);
    static final List<Long> GROUP = List.of(1L, 2L);

    final DataSource pool;

    SwitchBench() throws SQLException {
        pool = Bench.database();
        run("insert into tailrace.migration (name, workflow_id, file, digest) values ('shop', 'shop', '{}', 'x')");
        for (long table : GROUP) {
            run("insert into tailrace.source_table (migration, name) values ('shop', 'T%d')".formatted(table));
            run("insert into tailrace.ownership (table_id, engine_role) values (%d, 'postgres')".formatted(table));
            run("create table t%d (id text primary key, n int)".formatted(table));
            run("insert into tailrace.target_table values ('public', 't%d', %d)".formatted(table, table));
            run("""
                insert into tailrace.pass (table_id, number, segments, copy_window, stream_arn, consistent, estimated,
                                           opened_at, barrier_at, purged_at, looked_again_at)
                values (%d, 3, 4, 1, 'arn', true, 9, now(), now(), now(), now())""".formatted(table));
            // A shard that was read to its end long ago, and its child.
            run("""
                insert into tailrace.lane (pass_id, name, kind, parent, starting_sequence, position, done, token, created_at, batch_at,
                                           event_at, term)
                values (%1$d, 'shard/a', 'shard', null, null, '17', true, 0, now() - interval '2 days', now() - interval '1 day', null, 9),
                       (%1$d, 'shard/b', 'shard', 'shard/a', '20', '23', false, 5, now() - interval '1 day', now(), now(), 9),
                       (%1$d, 'segment/0', 'segment', null, null, null, true, 0, now(), null, null, 9),
                       (%1$d, 'purge', 'purge', null, null, null, true, 0, now(), null, null, 9)""".formatted(table));
        }
    }

    void run(String statement) throws SQLException {
        try (var connection = pool.getConnection();
                var open = connection.createStatement()) {
            open.execute(statement);
        }
    }

    <T> T one(Class<T> type, String query, Object... bindings) throws SQLException {
        return Transaction.read(
                pool,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetchSingle(query, bindings)
                        .get(0, type));
    }

    String owners() throws SQLException {
        return one(
                String.class,
                "select string_agg(owner || case when recording then '+' else '' end, ' ' order by table_id) from tailrace.ownership");
    }

    AttemptAnswer answer(Direction direction, long command, Duration pause) throws SQLException {
        var refs = GROUP.stream()
                .map(t -> new TableRef("shop", "T" + t, "env:NONE"))
                .toList();
        return SwitchAttempts.begin(
                pool, "shop", GROUP, new AttemptRequest(refs, direction, command, "ada", pause.toMillis()));
    }

    long begin(Direction direction, long command) throws SQLException {
        return begin(direction, command, PAUSE);
    }

    long begin(Direction direction, long command, Duration pause) throws SQLException {
        return ((AttemptAnswer.Begun) answer(direction, command, pause))
                .attempt()
                .id();
    }

    /** As drains that have ended leave it: each shard of each table has shown a token that was sent just now. */
    void drained() throws SQLException {
        for (long table : GROUP) {
            run("""
                insert into tailrace.token_sent (table_id, number, applied_at)
                select %1$d, coalesce(max(number), 0) + 1, clock_timestamp() from tailrace.token_sent where table_id = %1$d""".formatted(table));
        }
    }

    /** As the items of all reverse lanes are closed. */
    void reverseClosed() throws SQLException {
        run("""
            update tailrace.lane l set closed = true, done = true
              from tailrace.pass p where p.id = l.pass_id and p.closed_at is null and l.kind in ('reverse', 'route')""");
    }

    SwitchOutcome toTarget(long attempt) throws SQLException {
        return OwnerMoves.toTarget(pool, attempt);
    }

    SwitchOutcome toSource(long attempt) throws SQLException {
        return OwnerMoves.toSource(pool, attempt, (connection, tables) -> {});
    }

    /** A whole cutover. */
    void over(long command) throws SQLException {
        long attempt = begin(Direction.CUTOVER, command);
        drained();
        toTarget(attempt);
    }
}
