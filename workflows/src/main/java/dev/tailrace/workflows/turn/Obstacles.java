package dev.tailrace.workflows.turn;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The obstacles of a workflow by place, and how often an operator has asked to try again. */
public final class Obstacles {
    /** Where an obstacle was met, most telling first. */
    public enum Place {
        WORK,
        CAPTURE,
        CONTROL
    }

    private final Map<Place, Obstacle> met = new EnumMap<>(Place.class);
    private final Runnable changed;
    private int retries;

    /** @param changed called after each change */
    public Obstacles(Runnable changed) {
        this.changed = changed;
    }

    /** Removes the obstacle of a place. */
    public void clear(Place place) {
        set(place, null);
    }

    /** Notes an obstacle; null removes it. */
    public void set(Place place, @Nullable Obstacle obstacle) {
        var before = obstacle == null ? met.remove(place) : met.put(place, obstacle);
        if (before == null ? obstacle != null : !before.equals(obstacle)) {
            changed.run();
        }
    }

    /** The obstacle of one place, null for none. */
    public @Nullable Obstacle at(Place place) {
        return met.get(place);
    }

    /** The one to show, see {@link Obstacle#worse}. Null for none. */
    public @Nullable Obstacle worst() {
        Obstacle worst = null;
        for (var obstacle : met.values()) {
            worst = Obstacle.worse(worst, obstacle);
        }
        return worst;
    }

    /** Whether a person has to do something about one place. */
    public boolean blocked(Place place) {
        var obstacle = met.get(place);
        return obstacle != null && obstacle.blocked();
    }

    /** Wakes whoever waits before an obstacle. */
    public void retry() {
        retries++;
    }

    /** How often {@link #retry} was called. */
    public int retries() {
        return retries;
    }
}
