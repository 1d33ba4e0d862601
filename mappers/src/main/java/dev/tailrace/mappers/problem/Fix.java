package dev.tailrace.mappers.problem;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fits a fix to the place where it is read. A {@link Code} writes commands with {@code NAME}, as in {@code Then run: tailrace retry NAME}, and
 * {@code explain} prints them so. While a migration runs, its name and table replace {@code NAME}, so that the command can be pasted. Before
 * a start there is nothing to retry, and Tailrace tries nothing again by itself: clauses that say so are left out.
 */
final class Fix {
    /** The whole fix of what only a new pass can repair. */
    static final String NEW_PASS =
            "Start a new pass: tailrace retry NAME --from backfill (empties the target tables and copies again)";

    private static final Pattern COMMAND = Pattern.compile("\\btailrace ([a-z]+(?:-[a-z]+)*)( NAME)?\\b");

    /** Verbs of a migration that are narrowed to tables. */
    private static final Set<String> OF_TABLES = Set.of(
            "pause",
            "resume",
            "throttle",
            "retry",
            "skip",
            "verify",
            "quarantine",
            "replay-quarantine",
            "accept-quarantine",
            "repair");

    private static final Set<String> OF_MIGRATIONS = Set.of("status", "watch", "abort", "history", "report");

    /** Clauses that hold only while a migration runs. */
    private static final Pattern WHILE_RUNNING = Pattern.compile("(?s)(?:"
            + "(?:(?:\\.? Restart| and restart) the worker)?(?:\\n|[,;.]? *)\\b[Tt]hen run: tailrace [a-z-]+(?: NAME)?(?: --\\S+ [a-z]+)*(?: \\([^)]*\\))?"
            + "|\\.? ?Tailrace tries again by itself(?:, [^.]*)?"
            + "| and start with the changed file \\(abort first if it was started\\)"
            + "|\\. If the migration is already on this one, run: .*"
            + ")\\.?(?=[\\s;]|$)");

    private Fix() {}

    /** @param table null: the migration as a whole */
    static String running(String fix, String migration, @Nullable String table) {
        return COMMAND.matcher(fix).replaceAll(found -> {
            var verb = found.group(1);
            if (!OF_TABLES.contains(verb) && !OF_MIGRATIONS.contains(verb)) {
                return Matcher.quoteReplacement(found.group());
            }
            var narrowed = table != null && OF_TABLES.contains(verb) ? " --table " + table : "";
            return Matcher.quoteReplacement("tailrace " + verb + " " + migration + narrowed);
        });
    }

    static String before(String fix) {
        var said = WHILE_RUNNING.matcher(fix).replaceAll(Fix::end).strip();
        return said.isEmpty() ? "Correct it." : said;
    }

    /** Something stood before the clause, and ends there now. */
    private static String end(MatchResult clause) {
        return clause.start() == 0 || clause.group().startsWith("\n") ? "" : ".";
    }
}
