package dev.tailrace.workflows.status;

import dev.tailrace.workflows.turn.Obstacle;

/** How a table or a migration fares, best first. Persisted names: a search attribute has them. */
public enum Health {
    /** It moves, or has nothing to do. */
    OK,
    /** An operator paused it. */
    PAUSED,
    /** It moves, but a person should look. */
    WARNING,
    /** Something blocks it for now; Tailrace tries again by itself. */
    STALLED,
    /** A person has to do something. */
    BLOCKED,
    /** It has ended without having been aborted, and does not begin again by itself. */
    FAILED;

    Health orWorse(Health other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Of what an obstacle stops. */
    static Health at(Obstacle obstacle) {
        return obstacle.blocked() ? BLOCKED : STALLED;
    }
}
