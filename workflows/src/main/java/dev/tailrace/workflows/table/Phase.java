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
    ABORTED;

    /** The phases that may follow; the workflow refuses any other move. */
    public Set<Phase> successors() {
        return switch (this) {
            case PLANNED -> Set.of(PREPARING, ABORTED);
            case PREPARING -> Set.of(BACKFILLING, ABORTED);
            case BACKFILLING -> Set.of(CATCHING_UP, PREPARING, ABORTED);
            case CATCHING_UP -> Set.of(VERIFYING, PREPARING, ABORTED);
            case VERIFYING -> Set.of(READY, CATCHING_UP, PREPARING, ABORTED);
            case READY -> Set.of(VERIFYING, PREPARING, ABORTED);
            case ABORTED -> Set.of();
        };
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
