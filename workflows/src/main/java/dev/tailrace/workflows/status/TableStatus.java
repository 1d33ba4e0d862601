package dev.tailrace.workflows.status;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import dev.tailrace.workflows.table.VerdictNotes;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.turn.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in {@link MigrationStatus}. Persisted field names.
 *
 * @param flags those that are set, in the order of their declaration
 * @param warning what a person should look at, null for nothing
 * @param next the next command, null where none is needed
 * @param progressPercent of the items scanned, never over 100; null before there is data
 * @param itemsPerSecond of the backfill, recently; null when it does not run
 * @param unitsPerSecond read capacity that it consumed, likewise
 * @param left how long the backfill has yet to go, null before that can be said
 * @param heldBackBy what the backfill would be faster without, in a few words each
 * @param deadline while capture is paused: when stream records begin to be lost
 * @param progress the numbers of the open pass, null before there are any
 * @param verdict the last one of the open pass, null before there is one
 * @param notes what happened to the verdict since
 * @param backfillTook from the pass's first look until its backfill last moved; null before the backfill is done
 */
public record TableStatus(
        String table,
        Phase phase,
        Instant since,
        Health health,
        List<TableFlag> flags,
        String doing,
        @Nullable Obstacle obstacle,
        @Nullable String warning,
        @Nullable String next,
        @Nullable Double progressPercent,
        @Nullable Double itemsPerSecond,
        @Nullable Double unitsPerSecond,
        @Nullable Eta left,
        List<String> heldBackBy,
        @Nullable Instant deadline,
        @Nullable TableProgress progress,
        @Nullable VerdictSummary verdict,
        VerdictNotes notes,
        @Nullable String afterAbort,
        @Nullable Duration backfillTook) {
    public TableStatus {
        notes = notes == null ? VerdictNotes.NONE : notes;
        flags = flags == null ? List.of() : List.copyOf(flags);
        heldBackBy = heldBackBy == null ? List.of() : List.copyOf(heldBackBy);
    }

    /** Whether change capture waits for a person: what its last numbers say of lag is over. */
    public boolean captureStopped() {
        return obstacle != null
                && obstacle.blocked()
                && Code.find(obstacle.problem().code())
                        .filter(Code::isOfCapture)
                        .isPresent();
    }
}
