package dev.tailrace.workflows.turn;

import dev.tailrace.mappers.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What blocks or delays a table's work. Persisted field names.
 *
 * @param blocked a person has to do something; if not, Tailrace tries again by itself
 */
public record Obstacle(Problem problem, boolean blocked) {
    /** One that a person has to remove. */
    public static Obstacle blocking(Problem problem) {
        return new Obstacle(problem, true);
    }

    /** One that may pass: the work is tried again by itself. */
    public static Obstacle passing(Problem problem) {
        return new Obstacle(problem, false);
    }

    /** The one to show: a blocking one before a passing one, else the first. Null if both are. */
    public static @Nullable Obstacle worse(@Nullable Obstacle one, @Nullable Obstacle other) {
        return one == null || other != null && other.blocked() && !one.blocked() ? other : one;
    }

    /** The same, its fix with the commands of a migration as a whole. */
    public Obstacle ofMigration(String migration) {
        return ofMigration(migration, null);
    }

    /** The same, its fix with the commands of a migration; null for a table means all of it. */
    public Obstacle ofMigration(String migration, @Nullable String table) {
        return new Obstacle(problem.ofMigration(migration, table), blocked);
    }
}
