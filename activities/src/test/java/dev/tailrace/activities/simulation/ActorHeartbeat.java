package dev.tailrace.activities.simulation;

import dev.tailrace.activities.Heartbeat;

/** Tells an attempt to stop when the scheduler says so. Of an attempt that only asks, it makes one that waits. */
final class ActorHeartbeat implements Heartbeat {
    /** More often than any loop asks between two steps that do something. */
    private static final int IDLE = 5;

    private final Actor actor;
    private int steps;
    private int asked;

    ActorHeartbeat(Actor actor) {
        this.actor = actor;
    }

    @Override
    public boolean stopRequested() {
        if (actor.steps() == steps && !actor.stopRequested()) {
            asked++;
            if (asked > IDLE) {
                actor.idle(() -> false);
            }
        } else {
            asked = 0;
            steps = actor.steps();
        }
        return actor.stopRequested();
    }

    @Override
    public void close() {}
}
