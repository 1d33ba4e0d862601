package dev.tailrace.activities.postgres.connection;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;

/**
 * Errors that say something of a connection and not of the work: the pool throws the connection away, and the work goes on with
 * another. A primary that has become a reader keeps its connections open, and refuses every write on them (25006). A transaction pooler
 * that knows no prepared statements leads a connection to another session, which has not the statement (26000) or has another of its name
 * (42P05). A statement that was prepared before a table changed cannot be used any more. Thread-safe.
 */
public final class HealedByReconnecting implements SQLExceptionOverride {
    /** Of a write where none is taken. */
    public static final String READ_ONLY = "25006";

    private static final Set<String> POOLERS = Set.of("26000", "42P05");

    /** The server's function that finds a prepared statement out of date; its SQLSTATE, 0A000, says no more. */
    private static final String OUT_OF_DATE = "RevalidateCachedQuery";

    /** Whether it says that a pooler keeps no prepared statements. */
    public static boolean isPoolers(SQLException error) {
        return error.getSQLState() != null && POOLERS.contains(error.getSQLState());
    }

    /** Whether the same work may succeed on another connection. */
    public static boolean isHealed(SQLException error) {
        return READ_ONLY.equals(error.getSQLState())
                || isPoolers(error)
                || error instanceof PSQLException postgres
                        && postgres.getServerErrorMessage() != null
                        && OUT_OF_DATE.equals(postgres.getServerErrorMessage().getRoutine());
    }

    @java.lang.Override
    public Override adjudicate(SQLException error) {
        return isHealed(error) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
