package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.SwitchAttempts.Found;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * The transactions that change who may write the tables of a group: all of them or none. Locks in their order (see {@link Ownership}),
 * then the attempt's row, and nothing at all once the attempt is over. Stateless; thread-safe.
 */
final class SwitchLocks {
    /** Whoever writes meanwhile waits behind a transaction that waits: for so long, and then it goes on before the next try. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final String LOCK_TIMEOUT = "55P03";

    private SwitchLocks() {}

    /** What to do once all locks are held and the attempt is open. */
    interface Body {
        SwitchOutcome run(Connection connection, Found attempt) throws SQLException;
    }

    /** Nothing is changed, and what was done is undone. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<String> left;

        Undone(List<String> left) {
            super("undone");
            this.left = left;
        }
    }

    /** Undoes the transaction: something is left to wait for. */
    static RuntimeException left(List<String> what) {
        return new Undone(what);
    }

    /**
     * Runs a step of an attempt. An answer that was lost is found again: what the attempt's row says is what happened.
     *
     * @return that it stands; or who was in its way, by the time that a lock may be waited for
     */
    static SwitchOutcome run(DataSource control, Commit commit, long attempt, Body body) throws SQLException {
        try {
            return Transaction.run(control, commit, connection -> locked(connection, attempt, body));
        } catch (Undone undone) {
            return new SwitchOutcome.Left(undone.left);
        } catch (DataAccessException | SQLException e) {
            if (!isLockTimeout(e)) {
                throw e;
            }
            return new SwitchOutcome.Left(LockHolders.of(control, attempt).shown());
        }
    }

    private static SwitchOutcome locked(Connection connection, long attempt, Body body) throws SQLException {
        // What is read here never changes but for the state, which is read again under its lock.
        var known = SwitchAttempts.read(connection, attempt);
        waitBriefly(connection, attempt);
        commitDurably(connection);
        Ownership.lock(connection, known.tables());
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        for (long table : known.tables()) {
            sql.fetch("select id from tailrace.pass where table_id = ? and closed_at is null order by id", table)
                    .forEach(pass -> Passes.lockBarrier(sql, pass.get(0, Long.class)));
        }
        var found = SwitchAttempts.lock(connection, attempt);
        if (found.isOpen()) {
            return body.run(connection, found);
        }
        return found.expired() && found.state() == AttemptState.OPEN
                ? AbortedAttempt.abort(connection, found, "its deadline passed")
                : SwitchEvents.ended(connection, found);
    }

    /** Less than is left of the pause. */
    private static void waitBriefly(Connection connection, long attempt) throws SQLException {
        try (var set = connection.prepareStatement("""
                select set_config('lock_timeout', greatest(?, least(?, round(
                         extract(epoch from deadline - clock_timestamp()) * 500)))::bigint::text, true)
                  from tailrace.attempt where id = ?""")) {
            set.setLong(1, SHORTEST.toMillis());
            set.setLong(2, LONGEST.toMillis());
            set.setLong(3, attempt);
            set.executeQuery().close();
        }
    }

    /** An owner that a crash of the server takes back would let both sides write. With a standby that is waited for, it has it. */
    private static void commitDurably(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    select set_config('synchronous_commit', 'on', true)
                     where current_setting('synchronous_commit') in ('off', 'local', 'remote_write')""");
        }
    }

    private static boolean isLockTimeout(Exception e) {
        return e instanceof DataAccessException access
                ? LOCK_TIMEOUT.equals(access.sqlState())
                : e instanceof SQLException sql && LOCK_TIMEOUT.equals(sql.getSQLState());
    }
}
