package dev.tailrace.activities.postgres.connection;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.postgres.connection.ConnectFailed.Ends;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** What the driver's failure to connect means. Its words are the driver's or the server's, without the password. */
final class LoginFailure {
    /** The server's pg_hba.conf takes no connection without TLS; the driver met a server that has none, or cannot trust it. */
    private static final Pattern TLS =
            Pattern.compile("SSL|no encryption|certificate|hostnameverifier", Pattern.CASE_INSENSITIVE);

    private LoginFailure() {}

    /** Whether user and password were refused, and not the way they came. */
    static boolean refusesLogin(SQLException thrown) {
        var state = Objects.requireNonNullElse(thrown.getSQLState(), "");
        return (state.startsWith("28") || state.equals("08004")) && !refusesTls(thrown);
    }

    private static boolean refusesTls(SQLException thrown) {
        var state = Objects.requireNonNullElse(thrown.getSQLState(), "");
        boolean words =
                TLS.matcher(Objects.requireNonNullElse(thrown.getMessage(), "")).find();
        return switch (state) {
            case "08004", "28000" -> words;
            // Also a connection that broke in the middle of a handshake, which passes.
            case "08006" ->
                hasCause(thrown, SSLHandshakeException.class)
                        || hasCause(thrown, SSLPeerUnverifiedException.class)
                        || hasCause(thrown, CertificateException.class)
                        || (words && thrown.getCause() == null);
            default -> false;
        };
    }

    /** @return the failure with its place named where it can be told apart; else as it is */
    static SQLException of(SQLException thrown, String place) {
        if (refusesTls(thrown)) {
            return new ConnectFailed(Problem.of(Code.T012, place, words(thrown)), Ends.BY_A_PERSON, thrown);
        }
        if (!"08001".equals(thrown.getSQLState())) {
            return thrown;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException unknown) {
                var why = "No host has the name \"%s\" where the worker runs."
                        .formatted(FailureClassifier.words(unknown.getMessage()));
                return new ConnectFailed(Problem.of(Code.T001, place, why), Ends.BY_ITSELF, thrown);
            }
        }
        // The driver names its parameter: all servers of the URL answer, and none of them takes writes.
        var code = words(thrown).contains(PGProperty.TARGET_SERVER_TYPE.getName()) ? Code.T016 : Code.T001;
        return new ConnectFailed(Problem.of(code, place, words(thrown)), Ends.BY_ITSELF, thrown);
    }

    /** @param until when it stops to count as one that passes; null: it does not pass by itself */
    static ConnectFailed refused(SQLException thrown, String place, @Nullable Instant until) {
        return until(new ConnectFailed(Problem.of(Code.T002, place, words(thrown)), Ends.BY_A_ROTATION, thrown), until);
    }

    /** The same failure, as long as it may pass. */
    static ConnectFailed until(ConnectFailed failed, @Nullable Instant until) {
        var known = failed.problem();
        if (until == null) {
            return new ConnectFailed(known, Ends.BY_A_PERSON, failed);
        }
        var fix =
                "Wait: the password may be changing. Tailrace reads it again until %s. If the login still fails after that: %s"
                        .formatted(until.truncatedTo(ChronoUnit.SECONDS), known.fix());
        return new ConnectFailed(new Problem(known.code(), known.what(), known.why(), fix), Ends.BY_A_ROTATION, failed);
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** With the cause's words: the driver's own are often "The connection attempt failed." */
    private static String words(SQLException thrown) {
        var cause = thrown.getCause();
        var words = "SQLSTATE %s: %s".formatted(thrown.getSQLState(), FailureClassifier.words(thrown.getMessage()));
        return cause == null || cause.getMessage() == null || words.contains(cause.getMessage())
                ? words
                : words + " (" + FailureClassifier.words(cause.getMessage()) + ")";
    }
}
