package dev.tailrace.workflows.command;

import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.turn.Obstacle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The exact command that an obstacle asks for. */
public final class NextCommand {
    private static final Pattern VERB = Pattern.compile("tailrace (retry|verify|replay-quarantine|resume)\\b");

    private NextCommand() {}

    /** @param table null where the whole migration is meant; @return null where nothing need be typed */
    public static @Nullable String of(String migration, @Nullable String table, @Nullable Obstacle obstacle) {
        // What empties a table is never the next thing to paste: the fix says what it does.
        if (obstacle == null || !obstacle.blocked() || obstacle.problem().fix().contains("--from backfill")) {
            return null;
        }
        return "tailrace " + verb(obstacle.problem()) + " " + migration + (table == null ? "" : " --table " + table);
    }

    private static String verb(Problem problem) {
        var found = VERB.matcher(problem.fix());
        return found.find() ? found.group(1) : "retry";
    }
}
