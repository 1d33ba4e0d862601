package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.TrailHead;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a migration stands. Persisted field names.
 *
 * @param headline in a sentence
 * @param phase that of the table that is furthest behind, skipped ones aside
 * @param target the target's address without secrets; empty before it is known
 * @param since when the migration was started
 * @param seenAt when the numbers were read, null before
 * @param obstacle the obstacle of the migration as a whole, e.g. of its registration; null for none
 * @param next the next command, null where none is needed
 * @param trail the newest event of the audit trail when the numbers were read; null before
 */
public record MigrationStatus(
        String migration,
        String headline,
        Health health,
        Phase phase,
        String target,
        Instant since,
        @Nullable Instant seenAt,
        @Nullable Obstacle obstacle,
        @Nullable String next,
        List<TableStatus> tables,
        @Nullable TrailHead trail) {
    /** The same of some of its tables. */
    MigrationStatus withTables(List<TableStatus> some) {
        return new MigrationStatus(
                migration, headline, health, phase, target, since, seenAt, obstacle, next, some, trail);
    }

    /** The same with an obstacle that its workflow does not know. */
    public MigrationStatus met(Obstacle met, Health worse, String saying, @Nullable String command) {
        return new MigrationStatus(migration, saying, worse, phase, target, since, seenAt, met, command, tables, trail);
    }
}
