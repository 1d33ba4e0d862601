package dev.tailrace.activities.postgres;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.postgres.connection.ConnectFailed;
import dev.tailrace.activities.postgres.connection.HealedByReconnecting;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Exceptions of JDBC, told apart by SQLSTATE (PostgreSQL manual, appendix A; rule R7 for those that pass by themselves). */
public final class PostgresFailures {
    /** How Postgres names the control schema, or what is in it. */
    private static final Pattern CONTROL = Pattern.compile("\"tailrace[.\"]");

    private PostgresFailures() {}

    public static Turn of(SQLException thrown, String what) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectFailed failed) {
                return of(failed, what);
            }
        }
        var sql = innermost(thrown);
        var state = sql.getSQLState();
        var why = state == null ? words(sql) : "SQLSTATE %s: %s".formatted(state, words(sql));
        if (passes(sql, state)) {
            var code = stalled(state);
            return new Turn.Stalled(
                    HealedByReconnecting.isPoolers(sql)
                            ? Problem.of(
                                    code,
                                    what,
                                    why,
                                    "Add prepareThreshold=0 to the URL: a pooler keeps no prepared statements.")
                            : Problem.of(code, what, why));
        }
        return new Turn.Blocked(blocked(state, what, why));
    }

    private static Turn of(ConnectFailed failed, String what) {
        var known = failed.problem();
        var problem = new Problem(known.code(), what + ", " + known.what(), known.why(), known.fix());
        return failed.passes() ? new Turn.Stalled(problem) : new Turn.Blocked(problem);
    }

    /** A pool wraps what the driver threw; the driver's exception has the state. */
    private static SQLException innermost(SQLException thrown) {
        SQLException found = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                found = sql;
            }
        }
        return found;
    }

    private static boolean passes(SQLException sql, @Nullable String state) {
        if (state == null) {
            // The pool's words, not the server's: a connection could not be had, or was closed under its user.
            return sql instanceof SQLTransientException || "Connection is closed".equals(sql.getMessage());
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            // 08004 is pgjdbc's word for a login that cannot succeed, such as a password that was not given.
            case "08" -> !state.equals("08004");
            case "40", "53", "55", "57" -> true;
            // A transaction that a successor had to wait for (R1), or that the server ended for its age.
            default -> Set.of("25P03", "25P04").contains(state) || HealedByReconnecting.isHealed(sql);
        };
    }

    private static Code stalled(@Nullable String state) {
        return switch (state) {
            case null -> Code.T001;
            // What lock_timeout, and statement_timeout, say.
            case "55P03", "57014" -> Code.T015;
            case HealedByReconnecting.READ_ONLY -> Code.T016;
            default -> Code.T001;
        };
    }

    private static Problem blocked(@Nullable String state, String what, String why) {
        if (state == null) {
            return Problem.of(Code.T007, what, why);
        }
        if (state.startsWith("28") || state.equals("08004")) {
            return Problem.of(Code.T002, what, why);
        }
        return switch (state) {
            case "42501" -> Problem.of(Code.T005, what, why);
            case "3D000" ->
                Problem.of(
                        Code.T007, what, why, "Create the database or correct the URL. Then run: tailrace retry NAME");
            // Undefined table, and schema.
            case "42P01", "3F000" -> Problem.of(CONTROL.matcher(why).find() ? Code.T011 : Code.T007, what, why);
            default -> Problem.of(Code.T007, what, why);
        };
    }

    /** Class 22 is about a value, which the message quotes. */
    public static boolean quotesAValue(SQLException sql) {
        return sql.getSQLState() != null && sql.getSQLState().startsWith("22");
    }

    /** Without detail and context: they quote rows. */
    private static String words(SQLException sql) {
        if (quotesAValue(sql)) {
            return "Postgres refuses a value, which is not repeated here";
        }
        if (sql instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
            return FailureClassifier.words(postgres.getServerErrorMessage().getMessage());
        }
        return FailureClassifier.words(sql.getMessage());
    }
}
