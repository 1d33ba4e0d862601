package dev.tailrace.workflows.table;

import java.util.Set;

/** Where a table stands. Persisted names. Paused and blocked are flags next to the phase. */
public enum Phase {
    PLANNED,
    PREPARING,
    BACKFILLING,
    CATCHING_UP,
    VERIFYING,
    READY,
    CUTTING_OVER,
    SOAKING,
    ROLLING_BACK,
    COMPLETED,
    ABORTED;

    /** The phases that may follow; the workflow refuses any other move. */
    public Set<Phase> successors() {
        return switch (this) {
            case PLANNED -> Set.of(PREPARING, ABORTED);
            case PREPARING -> Set.of(BACKFILLING, ABORTED);
            case BACKFILLING -> Set.of(CATCHING_UP, PREPARING, ABORTED);
            case CATCHING_UP -> Set.of(VERIFYING, PREPARING, ABORTED);
            case VERIFYING -> Set.of(READY, CATCHING_UP, PREPARING, ABORTED);
            case READY -> Set.of(VERIFYING, PREPARING, CUTTING_OVER, ABORTED);
            case CUTTING_OVER -> Set.of(READY, SOAKING);
            case SOAKING -> Set.of(ROLLING_BACK, COMPLETED);
            // What was not proven while the target owned the data is looked at again, and compared, before READY (R11).
            case ROLLING_BACK -> Set.of(SOAKING, VERIFYING);
            case COMPLETED, ABORTED -> Set.of();
        };
    }

    /** From here on nothing happens any more. */
    public boolean isLast() {
        return this == COMPLETED || this == ABORTED;
    }

    /** The target may own the data, or is about to: whatever writes to the target for the source's sake is refused. */
    public boolean isBeyondTheSource() {
        return switch (this) {
            case PLANNED, PREPARING, BACKFILLING, CATCHING_UP, VERIFYING, READY, ABORTED -> false;
            case CUTTING_OVER, SOAKING, ROLLING_BACK, COMPLETED -> true;
        };
    }

    /** The application writes to the target, or did when the way back began. */
    public boolean isOnTheTarget() {
        return this == SOAKING || this == ROLLING_BACK || this == COMPLETED;
    }

    /**
     * The move to another phase.
     *
     * @return that phase
     * @throws IllegalStateException where it may not follow
     */
    public Phase to(Phase next) {
        if (!successors().contains(next)) {
            throw new IllegalStateException("Cannot go from " + this + " to " + next + ".");
        }
        return next;
    }
}
