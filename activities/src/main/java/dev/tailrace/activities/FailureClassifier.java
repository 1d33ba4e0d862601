package dev.tailrace.activities;

import dev.tailrace.activities.dynamodb.DynamoDbFailures;
import dev.tailrace.activities.postgres.PostgresFailures;
import dev.tailrace.activities.store.Late;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * What an exception of the AWS SDK or of JDBC means for the work: {@link Turn.Stalled} where it gets better by itself,
 * {@link Turn.Blocked} where a person has to act. Never null; thread-safe.
 */
public final class FailureClassifier {
    private static final int LONGEST = 300;

    private FailureClassifier() {}

    /**
     * Looks through the causes for an exception that it knows. Its words are repeated up to the end of their first line,
     * without the server's detail (which can hold a row's values) and without passwords.
     *
     * @param what the thing that was being worked on, e.g. {@code table Orders}
     * @return Stalled or Blocked; Blocked with {@link Code#X001} for what is neither the SDK's, nor JDBC's, nor ours
     */
    public static Turn of(Throwable thrown, String what) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException known) {
                return new Turn.Blocked(known.problem());
            }
            if (cause instanceof Late late && late.getCause() == null) {
                return new Turn.Stalled(Problem.of(Code.S002, what, words(late.getMessage())));
            }
            if (cause instanceof SdkException sdk) {
                return DynamoDbFailures.of(sdk, what);
            }
            if (cause instanceof SQLException sql) {
                return PostgresFailures.of(sql, what);
            }
        }
        var why = "%s, see the worker's log".formatted(thrown.getClass().getName());
        return new Turn.Blocked(Problem.of(Code.X001, what, why));
    }

    /** Whether a source's client threw it. */
    public static boolean isOfSource(Throwable thrown) {
        return thrown instanceof SdkException;
    }

    /** Whether it says that the table, or its stream, is not there. */
    public static boolean isMissing(Throwable thrown) {
        return thrown instanceof ResourceNotFoundException;
    }

    /** Whether the worker stops: pools and clients say so in words of their own. */
    public static boolean isInterruption(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException || cause instanceof AbortedException) {
                return true;
            }
        }
        return false;
    }

    /** Whether the words of the exception, or of one behind it, quote a value of an item: they are fit for no log. */
    static boolean quotesAValue(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && PostgresFailures.quotesAValue(sql)) {
                return true;
            }
        }
        return false;
    }

    /** The problem of {@link #of}, where it does not matter whether it passes by itself. */
    public static Problem problem(Throwable thrown, String what) {
        return switch (of(thrown, what)) {
            case Turn.Stalled stalled -> stalled.problem();
            case Turn.Blocked blocked -> blocked.problem();
            case Turn.Done d -> throw new AssertionError(d);
            case Turn.Yielded y -> throw new AssertionError(y);
            case Turn.Superseded s -> throw new AssertionError(s);
        };
    }

    /** The words of another system, fit to be shown: one line, not long, no password. Null becomes empty. */
    public static String words(@Nullable String message) {
        var line = message == null ? "" : message.strip().lines().findFirst().orElse("");
        var safe = line.replaceAll("(?i)(password|token|secret)(\\s*[=:]\\s*)[^\\s&,;]+", "$1$2…")
                .replaceAll("://[^\\s/@]*@", "://…@");
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "…";
    }
}
