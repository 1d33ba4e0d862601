package dev.tailrace.workflows.verification;

import dev.tailrace.workflows.table.StatedVerification;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.turn.HistoryLimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to compare; also typed by operators, so all but the names may be left out. Persisted field names.
 *
 * @param migration the migration's name
 * @param table the source table's name
 * @param control a reference to the Postgres that holds the control schema; by default {@code env:TARGET_URL}
 * @param pass the pass's id; by default the one that is open
 * @param run rises per table; by default the time in milliseconds
 * @param tokens whether tokens may be written (R13); by default not
 * @param level {@code count}, {@code sample}, {@code full} or {@code touched}; by default full
 * @param seed see {@link VerificationOptions}, as the two after it
 * @param historyLimit see {@link dev.tailrace.workflows.table.TableStart}; by default 0
 */
public record VerificationTask(
        @Nullable String migration,
        @Nullable String table,
        @Nullable String control,
        @Nullable Long pass,
        @Nullable Long run,
        @Nullable Boolean tokens,
        @Nullable String level,
        @Nullable String seed,
        @Nullable Double confidence,
        @Nullable Double atMost,
        @Nullable Integer historyLimit) {
    private static final String USUAL_CONTROL = "env:TARGET_URL";

    /** Says what a table's workflow wants compared. */
    public static VerificationTask of(
            TableRef table, long passId, long run, boolean tokens, VerificationOptions options, int historyLimit) {
        return new VerificationTask(
                table.migration(),
                table.name(),
                table.control(),
                passId,
                run,
                tokens,
                options.level().word(),
                options.seed(),
                options.confidence(),
                options.atMost(),
                historyLimit);
    }

    /** The same in a further run of the workflow, which is not to ask for another comparison. */
    VerificationTask as(VerificationActivities.Request request) {
        return new VerificationTask(
                migration,
                table,
                control,
                request.passId(),
                request.run(),
                request.tokens(),
                level,
                seed,
                confidence,
                atMost,
                historyLimit);
    }

    /** What is wrong with it, a sentence without full stop each; empty where it is valid. */
    List<String> wrong() {
        var wrong = new ArrayList<String>();
        if (migration == null) {
            wrong.add("it lacks migration");
        }
        if (table == null) {
            wrong.add("it lacks table");
        }
        wrong.addAll(stated().wrong());
        return wrong;
    }

    private StatedVerification stated() {
        return new StatedVerification(level, seed, confidence, atMost);
    }

    int limit() {
        return historyLimit == null ? HistoryLimit.BY_SERVER : historyLimit;
    }

    VerificationActivities.Request request(String migrationName, String tableName, long now) {
        var ref = new TableRef(migrationName, tableName, control == null ? USUAL_CONTROL : control);
        return new VerificationActivities.Request(
                ref, pass == null ? 0 : pass, run == null ? now : run, tokens != null && tokens, stated().options());
    }
}
