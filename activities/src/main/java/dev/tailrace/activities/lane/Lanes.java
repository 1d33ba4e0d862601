package dev.tailrace.activities.lane;

import static dev.tailrace.activities.lane.schema.Tables.LANE;

import dev.tailrace.activities.lane.Lanes.Taking.AlreadyDone;
import dev.tailrace.activities.lane.Lanes.Taking.PassClosed;
import dev.tailrace.activities.lane.Lanes.Taking.Refused;
import dev.tailrace.activities.lane.Lanes.Taking.Taken;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Lanes and terms (R1). */
public final class Lanes {
    /** The purge's lane name. Persisted. */
    public static final String PURGE = "purge";

    private static final String LOCK_TIMEOUT = "55P03";
    private static final Duration LOCK_WAIT = Duration.ofMillis(500);
    /** How long a taker waits for one that it may not terminate, or does not know: longer than that may be frozen. */
    private static final int TRIES = (int) (Transaction.FROZEN.plusSeconds(5).toMillis() / LOCK_WAIT.toMillis());

    private Lanes() {}

    /** What the lane names of segments begin with. */
    static final String SEGMENT = "segment/";

    private static final String SHARD = "shard/";

    /** A segment's lane name. Persisted. */
    public static String segment(int number) {
        return SEGMENT + number;
    }

    /** A shard's lane name. Persisted. */
    public static String shard(String shardId) {
        return SHARD + shardId;
    }

    /** The shard of a lane of that name. */
    public static String shardId(String lane) {
        return lane.substring(SHARD.length());
    }

    /** The term of an attempt: the workflow's scheduling number, then the attempt's. */
    public static long term(long scheduling, int attempt) {
        return scheduling << 32 | attempt;
    }

    /**
     * A lane that an attempt holds.
     *
     * @param position where it stands, or null at its start; what a caller says of it is never trusted
     * @param iterator reached from the position through empty pages only, or null; may have expired
     * @param startingSequence see tailrace.lane
     */
    public record Held(
            long passId,
            String name,
            long term,
            @Nullable String position,
            @Nullable String iterator,
            @Nullable String startingSequence) {}

    /** The answer to taking a lane. */
    public sealed interface Taking {
        record Taken(Held lane) implements Taking {}

        /** @param term the term that holds it, which is equal or higher */
        record Refused(long term) implements Taking {}

        record AlreadyDone() implements Taking {}

        record PassClosed() implements Taking {}
    }

    /**
     * Takes a lane for the backend behind {@code connection}, which writes the attempt's batches, or names another before
     * that one does ({@link #nameBackend}). A backend of a lower term that holds the lane inside a transaction is terminated
     * after half a second; nothing else is.
     *
     * @param connection auto-commit off, no transaction open; none is open afterwards
     * @param others where a second connection can be had
     */
    public static Taking take(Connection connection, DataSource others, long passId, String name, long term)
            throws SQLException {
        for (int tried = 1; ; tried++) {
            try {
                var taking = tryTake(connection, passId, name, term);
                Commit.LANE_TAKEN.on(connection);
                return taking;
            } catch (DataAccessException e) {
                Transaction.undo(connection);
                if (tried == TRIES || !LOCK_TIMEOUT.equals(e.sqlState())) {
                    throw e;
                }
                terminateHolder(others, passId, name, term);
            } catch (RuntimeException | SQLException e) {
                Transaction.undo(connection);
                throw e;
            }
        }
    }

    private static Taking tryTake(Connection connection, long passId, String name, long term) throws SQLException {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        Transaction.begin(connection);
        sql.execute("set local lock_timeout = " + LOCK_WAIT.toMillis());
        if (!Passes.lockOpen(sql, passId)) {
            return new PassClosed();
        }
        var taken = sql.fetchOne("""
                update tailrace.lane
                   set term = ?, backend_pid = pg_backend_pid(),
                       backend_start = (select backend_start from pg_stat_activity where pid = pg_backend_pid())
                 where pass_id = ? and name = ? and term < ? and not done and not closed
                returning name, position, iterator, starting_sequence""", term, passId, name, term);
        if (taken != null) {
            return taken(taken, passId, term);
        }
        var lane = sql.select(LANE.TERM, LANE.DONE)
                .from(LANE)
                .where(LANE.PASS_ID.eq(passId), LANE.NAME.eq(name))
                .fetchSingle();
        return lane.get(LANE.DONE) ? new AlreadyDone() : new Refused(lane.get(LANE.TERM));
    }

    /**
     * Locks a lane that an attempt holds in the caller's transaction, and changes nothing: a successor that has to wait finds whom to
     * end.
     *
     * @throws LaneLost if the attempt does not hold the lane any more
     */
    public static void lock(Connection connection, Held lane) throws SQLException, LaneLost {
        try (var query = connection.prepareStatement("""
                select 1 from tailrace.lane
                 where pass_id = ? and name = ? and term = ? and not done and not closed for no key update""")) {
            query.setLong(1, lane.passId());
            query.setString(2, lane.name());
            query.setLong(3, lane.term());
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new LaneLost(lane.name());
                }
            }
        }
    }

    /**
     * Names the backend behind {@code connection} as the one that writes the lane from now on, so that a taker finds it; it
     * must be one that the lane does not name yet. Does nothing where another attempt has the lane.
     *
     * @param connection auto-commit off, no transaction open; none is open afterwards
     */
    public static void nameBackend(Connection connection, Held lane) throws SQLException {
        try (var update = connection.prepareStatement("""
                update tailrace.lane
                   set backend_pid = pg_backend_pid(),
                       backend_start = (select backend_start from pg_stat_activity where pid = pg_backend_pid())
                 where pass_id = ? and name = ? and term = ?""")) {
            Transaction.begin(connection);
            update.setLong(1, lane.passId());
            update.setString(2, lane.name());
            update.setLong(3, lane.term());
            update.executeUpdate();
            Commit.BACKEND_NAMED.on(connection);
        } catch (SQLException error) {
            Transaction.undo(connection);
            throw error;
        }
    }

    private static Taken taken(Record lane, long passId, long term) {
        return new Taken(new Held(
                passId,
                lane.get(0, String.class),
                term,
                lane.get(1, String.class),
                lane.get(2, String.class),
                lane.get(3, String.class)));
    }

    /**
     * Takes many lanes as {@link #take} does, in one transaction as far as no one stands in the way.
     *
     * @return an answer for each name
     */
    public static Map<String, Taking> takeAll(
            Connection connection, DataSource others, long passId, Collection<String> names, long term)
            throws SQLException {
        var answers = new HashMap<String, Taking>(takeFree(connection, passId, names, term));
        for (var name : names) {
            if (!answers.containsKey(name)) {
                answers.put(name, take(connection, others, passId, name, term));
            }
        }
        return answers;
    }

    /** All or none: where one of them is locked for long, none is taken. */
    private static Map<String, Taking> takeFree(Connection connection, long passId, Collection<String> names, long term)
            throws SQLException {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        try {
            Transaction.begin(connection);
            sql.execute("set local lock_timeout = " + LOCK_WAIT.toMillis());
            if (!Passes.lockOpen(sql, passId)) {
                return Map.of();
            }
            var taken = new HashMap<String, Taking>();
            sql.fetch("""
                    with free as (
                      select name from tailrace.lane
                       where pass_id = ? and name = any(?) and term < ? and not done and not closed
                       order by name for no key update)
                    update tailrace.lane l
                       set term = ?, backend_pid = pg_backend_pid(),
                           backend_start = (select backend_start from pg_stat_activity where pid = pg_backend_pid())
                      from free where l.pass_id = ? and l.name = free.name
                    returning l.name, l.position, l.iterator, l.starting_sequence""", passId, names.toArray(String[]::new), term, term, passId)
                    .forEach(lane -> taken.put(lane.get(0, String.class), taken(lane, passId, term)));
            Commit.LANE_TAKEN.on(connection);
            return taken;
        } catch (DataAccessException e) {
            if (LOCK_TIMEOUT.equals(e.sqlState())) {
                return Map.of();
            }
            throw e;
        } finally {
            Transaction.undo(connection);
        }
    }

    /** xmax of the lane's row names the transaction that has it locked; pg_locks names that transaction's backend. */
    private static void terminateHolder(DataSource others, long passId, String name, long term) throws SQLException {
        Transaction.read(others, c -> DSL.using(c, SQLDialect.POSTGRES).fetch("""
                            select pg_terminate_backend(l.backend_pid)
                              from tailrace.lane l
                              join pg_locks k on k.locktype = 'transactionid' and k.granted
                                             and k.transactionid = l.xmax and k.pid = l.backend_pid
                              join pg_stat_activity a on a.pid = l.backend_pid and a.backend_start = l.backend_start
                             where l.pass_id = ? and l.name = ? and l.term < ?""", passId, name, term));
    }
}
