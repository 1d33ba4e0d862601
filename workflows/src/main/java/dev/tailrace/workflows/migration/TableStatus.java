package dev.tailrace.workflows.migration;

import dev.tailrace.workflows.migration.TableActivities.TableProgress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in {@link MigrationStatus}. Persisted field names.
 *
 * @param flags of {@code copy paused, capture paused, giving way, skipped, aborting, waiting for its turn}
 * @param warning what somebody should look at, null for nothing
 * @param next the next command, null where none is needed
 * @param percent of the items scanned, never over 100; null before there is data
 * @param itemsPerSecond of the copy, recently; null when it does not run
 * @param unitsPerSecond read capacity that it consumed, likewise
 * @param left how long the copy has yet to go, null before that can be said
 * @param heldBackBy what the copy would be faster without, in a few words each
 * @param deadline while capture is paused: when stream records begin to be lost
 * @param progress the numbers, null before there are any
 */
public record TableStatus(
        String table,
        Phase phase,
        Instant since,
        Health health,
        List<String> flags,
        String doing,
        @Nullable Obstacle obstacle,
        @Nullable String warning,
        @Nullable String next,
        @Nullable Double percent,
        @Nullable Double itemsPerSecond,
        @Nullable Double unitsPerSecond,
        @Nullable Eta left,
        List<String> heldBackBy,
        @Nullable Instant deadline,
        @Nullable TableProgress progress,
        @Nullable Findings verdict,
        @Nullable String afterAbort) {
    public TableStatus {
        flags = flags == null ? List.of() : List.copyOf(flags);
        heldBackBy = heldBackBy == null ? List.of() : List.copyOf(heldBackBy);
    }
}
