package dev.tailrace.workflows.command;

import dev.tailrace.workflows.turn.Obstacle;
import org.jspecify.annotations.Nullable;

/** The exact command that an obstacle asks for. */
public final class NextCommand {
    private NextCommand() {}

    /** The same for the whole migration. */
    public static @Nullable String ofMigration(String migration, @Nullable Obstacle obstacle) {
        return of(migration, null, obstacle);
    }

    /**
     * What to type next. A remedy that destroys rows is never offered: the fix says what it does.
     *
     * @param table null where the whole migration is meant
     * @return null where nothing has to be typed
     */
    public static @Nullable String of(String migration, @Nullable String table, @Nullable Obstacle obstacle) {
        if (obstacle == null || !obstacle.blocked()) {
            return null;
        }
        var remedy = obstacle.problem().remedy();
        return remedy.isDestructive()
                ? null
                : "tailrace " + remedy.verb() + " " + migration + (table == null ? "" : " --table " + table);
    }
}
