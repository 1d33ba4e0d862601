package dev.tailrace.activities.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What each transaction states of itself, whatever ALTER ROLE, ALTER DATABASE or the server's file say. By its first statements and for
 * itself alone, because a transaction pooler forgets what a session states, or hands it to someone else.
 *
 * <p>Not stated: {@code default_transaction_read_only}, because a server that wants no writes is obeyed, and waited for;
 * {@code search_path}, because triggers and column types of the application may need it, while our names are qualified;
 * {@code session_replication_role}, because only a superuser may state it. {@code default_transaction_deferrable} means nothing below
 * SERIALIZABLE.
 */
final class StatedSettings {
    /** R4: each statement sees what was committed before it, such as the barrier that the statement before it waited for. */
    static final String READ_COMMITTED = "read committed";

    /** All statements see one moment, and none writes. */
    static final String SNAPSHOT = "repeatable read, read only";

    /** Of the time that the client waits for an answer. The rest is for the server's answer that it has given up. */
    private static final double BEFORE_THE_CLIENT = 0.8;

    /**
     * In one round trip. Above all the limits: {@code statement_timeout} ends what the client no longer waits for, and waits for locks
     * with it; without it a backend stays behind, with its locks. A lower {@code lock_timeout} or {@code transaction_timeout} (Postgres
     * 17) of someone else's would make work fail that only takes its time.
     *
     * <p>{@code synchronous_commit}: a workflow goes on from what was committed, so a crash of the server must not undo it.
     * {@code row_security}: rows that a policy hides are an error, and not rows that are not there. {@code array_nulls}: off, NULL in an
     * array is the text NULL. The others decide how values are read and printed. The last one fails (25006) on a reader that was the
     * primary when the connection was made: it lags behind, so not even what it says is to be relied on.
     */
    private static final String STATE = """
            set transaction isolation level %s;
            select set_config('idle_in_transaction_session_timeout', '%d', true),
                   set_config('statement_timeout', '%d', true),
                   set_config('lock_timeout', '0', true),
                   case when current_setting('transaction_timeout', true) <> '0'
                        then set_config('transaction_timeout', '0', true) end,
                   case current_setting('synchronous_commit')
                        when 'off' then set_config('synchronous_commit', 'on', true) end,
                   set_config('row_security', 'off', true),
                   set_config('array_nulls', 'on', true),
                   set_config('standard_conforming_strings', 'on', true),
                   set_config('timezone', 'UTC', true),
                   set_config('datestyle', 'ISO, MDY', true),
                   set_config('intervalstyle', 'postgres', true),
                   set_config('bytea_output', 'hex', true),
                   set_config('extra_float_digits', '1', true),
                   set_config('tailrace.origin', 'forward', true),
                   case when pg_is_in_recovery() then pg_current_xact_id() end""";

    private StatedSettings() {}

    /** @param connection no transaction open; one is open afterwards */
    static void state(Connection connection, String isolation, Duration idle) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(STATE.formatted(isolation, idle.toMillis(), statementMillis(connection)));
        }
    }

    /** 0, no limit, where the client has none. */
    private static long statementMillis(Connection connection) throws SQLException {
        return Math.round(connection.getNetworkTimeout() * BEFORE_THE_CLIENT);
    }
}
