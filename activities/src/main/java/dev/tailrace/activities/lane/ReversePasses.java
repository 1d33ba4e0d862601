package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.SwitchOutcome.OpenPass;
import java.sql.Connection;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The passes that follow one another as the owner of a table changes: each takes over the lanes of the stream from the one before, at
 * their positions (R11). In the caller's transaction, which changes the owner. Stateless; thread-safe.
 */
public final class ReversePasses {
    /** Opened whole: nothing is copied, so the barrier is up. The number is one that its kind has not had. */
    private static final String OPEN = """
            insert into tailrace.pass (table_id, kind, number, segments, copy_window, stream_arn, consistent, estimated,
                                       opened_at, barrier_at, purged_at, looked_again_at)
            select table_id, ?, greatest(number, (select coalesce(max(k.number), 0) + 1 from tailrace.pass k
                                                   where k.table_id = p.table_id and k.kind = ?)),
                   0, copy_window, stream_arn, consistent, estimated,
                   clock_timestamp(), clock_timestamp(), clock_timestamp(),
                   case when ? then clock_timestamp() end
              from tailrace.pass p where id = ? returning table_id, id, number""";

    /**
     * Ended ones as ended: else a child that is listed later is never read, or a shard is read again from its start. With their times, by
     * which it is told whether a parent or a child should have been listed by now. The term begins anew: none of before can be held.
     */
    private static final String TAKE_OVER = """
            insert into tailrace.lane (pass_id, name, kind, parent, starting_sequence, position, iterator, done, token,
                                       created_at, batch_at, event_at, read_at)
            select ?, name, kind, parent, starting_sequence, position, iterator, done, token,
                   created_at, batch_at, event_at, read_at
              from tailrace.lane where pass_id = ? and kind = 'shard'""";

    private ReversePasses() {}

    /** The table's open pass of a kind: the one that moves its data now. */
    public static Optional<OpenPass> open(Connection connection, long table, String kind) {
        return sql(connection)
                .fetchOptional(
                        "select table_id, id, number from tailrace.pass where table_id = ? and kind = ? and closed_at is null",
                        table,
                        kind)
                .map(row -> new OpenPass(row.get(0, Long.class), row.get(1, Long.class), row.get(2, Integer.class)));
    }

    /** Closes a forward pass, waiting for its lanes' transactions, and opens the reverse pass that watches its stream on (R9). */
    static OpenPass follow(Connection connection, long forward) {
        var sql = sql(connection);
        Passes.close(sql, forward);
        return reverse(sql, forward);
    }

    private static OpenPass reverse(DSLContext sql, long from) {
        var opened = insert(sql, Passes.REVERSE, from, true);
        sql.execute(
                """
                insert into tailrace.lane (pass_id, name, kind)
                select ?, ?, ? union all select ?, unnest(?::varchar[]), ?""",
                opened.passId(),
                Reverse.ROUTE,
                LaneKind.ROUTE.persisted(),
                opened.passId(),
                IntStream.range(0, Reverse.LANES).mapToObj(Reverse::lane).toArray(String[]::new),
                LaneKind.REVERSE.persisted());
        takeOver(sql, opened.passId(), from);
        return opened;
    }

    /**
     * Closes a reverse pass and opens the forward pass that goes on from watch mode's positions (R11): never from the stream's beginning,
     * never from now. It has nothing to copy or purge, and has to look again at what it takes over.
     */
    static OpenPass back(Connection connection, long reverse) {
        var sql = sql(connection);
        Passes.close(sql, reverse);
        var opened = insert(sql, Passes.FORWARD, reverse, false);
        sql.execute(
                "insert into tailrace.lane (pass_id, name, kind, done) values (?, ?, ?, true)",
                opened.passId(),
                Lanes.PURGE,
                LaneKind.PURGE.persisted());
        takeOver(sql, opened.passId(), reverse);
        LeftOverPasses.takeOver(sql, opened);
        return opened;
    }

    /**
     * Where the lanes of a table's reverse pass are closed already, as a rollback does that is aborted now: opens another one in its
     * place, with its marks and what it remembered. The items of lanes that are closed stay closed (R15).
     */
    static Optional<OpenPass> replaceClosed(Connection connection, long table) {
        var sql = sql(connection);
        var open = open(connection, table, Passes.REVERSE);
        if (open.isEmpty() || !lanesAreClosed(sql, open.get().passId())) {
            return open;
        }
        long old = open.get().passId();
        Passes.close(sql, old);
        var opened = reverse(sql, old);
        LeftOverPasses.moveMarks(sql, old, opened.passId());
        return Optional.of(opened);
    }

    private static boolean lanesAreClosed(DSLContext sql, long reverse) {
        return sql.fetchSingle(
                        "select bool_or(closed) from tailrace.lane where pass_id = ? and kind = 'reverse'", reverse)
                .get(0, Boolean.class);
    }

    private static OpenPass insert(DSLContext sql, String kind, long from, boolean lookedAgain) {
        return sql.fetchSingle(OPEN, kind, kind, lookedAgain, from)
                .map(row -> new OpenPass(row.get(0, Long.class), row.get(1, Long.class), row.get(2, Integer.class)));
    }

    private static void takeOver(DSLContext sql, long passId, long from) {
        sql.execute(TAKE_OVER, passId, from);
    }

    private static DSLContext sql(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }
}
