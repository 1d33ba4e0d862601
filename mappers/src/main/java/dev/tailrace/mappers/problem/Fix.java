package dev.tailrace.mappers.problem;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to do, in the words of the place where it is read. A {@link Code} writes a migration's commands with {@code NAME},
 * {@code then: tailrace retry NAME}: so it is explained. Where a migration runs, its name and table stand there, so that the command can be
 * pasted; before one runs there is nothing to retry, and nothing is tried again by itself.
 */
final class Fix {
    private static final Pattern COMMAND = Pattern.compile("\\btailrace ([a-z]+(?:-[a-z]+)*)( NAME)?\\b");

    /** Verbs of a migration that are narrowed to tables. */
    private static final Set<String> OF_TABLES =
            Set.of("pause", "resume", "throttle", "retry", "skip", "verify", "quarantine", "replay-quarantine");

    private static final Set<String> OF_MIGRATIONS = Set.of("status", "watch", "abort", "history", "report");

    /** Clauses that hold only while a migration runs. */
    private static final Pattern WHILE_RUNNING = Pattern.compile("(?s)(?:"
            + "(?:\\n|[,;.]? *)\\bthen: tailrace [a-z-]+(?: NAME)?(?: --\\S+ [a-z]+)*(?: \\([^)]*\\))?"
            + "|(?:[,;]|^Nothing:)? it is tried again by itself(?:, [^.]*)?"
            + "| and start the changed file, after an abort if it was started"
            + "|; a migration that (?:is|runs) on this one: .*"
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
        return said.isEmpty() ? "Mend it." : said;
    }

    /** Something stood before the clause, and ends there now. */
    private static String end(MatchResult clause) {
        return clause.start() == 0 || clause.group().startsWith("\n") ? "" : ".";
    }
}
