package dev.tailrace.workflows.table;

import dev.tailrace.workflows.turn.Obstacle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a table stands, as its workflow tells the migration's. Persisted field names.
 *
 * @param since when it entered the phase
 * @param passNumber the open pass's number, 0 before there is one
 * @param begun whether it had its turn to start; only so many tables copy at once
 * @param backfillPaused by an operator
 * @param capturePaused by an operator; the retention clock goes on
 * @param givingWay the backfill stands back for capture (R12)
 * @param skipped given up for now; {@code retry} brings it back
 * @param aborting asked to abort
 * @param unresolved a verdict waits for a person
 * @param obstacle what blocks or delays it, null for nothing
 * @param doing what it does or waits for, in a few words; empty for nothing in particular
 * @param verdict the last one that proves as much as the file asks for, or found a difference; null before the first
 * @param notes what happened to the verdict since
 * @param taken the last command's number
 * @param written the last command of which the control schema, and so each running activity, knows
 * @param left after an abort: what is left on both sides
 */
public record TableReport(
        String table,
        Phase phase,
        Instant since,
        int passNumber,
        boolean begun,
        boolean backfillPaused,
        boolean capturePaused,
        boolean givingWay,
        boolean skipped,
        boolean aborting,
        boolean unresolved,
        @Nullable Obstacle obstacle,
        String doing,
        @Nullable VerdictSummary verdict,
        VerdictNotes notes,
        long taken,
        long written,
        @Nullable String left) {
    public TableReport {
        notes = notes == null ? VerdictNotes.NONE : notes;
    }

    /** In place of a pass's number. */
    public static final int NO_PASS = 0;

    public static TableReport planned(String table, Instant now) {
        return new TableReport(
                table,
                Phase.PLANNED,
                now,
                NO_PASS,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                null,
                "",
                null,
                VerdictNotes.NONE,
                0,
                0,
                null);
    }

    public boolean blocked() {
        return obstacle != null && obstacle.blocked();
    }
}
