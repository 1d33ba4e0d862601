package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.TableActivities.TableProgress;
import java.util.SplittableRandom;

/** A copy whose pace wavers second by second, with slow spells of the source. Mutable; a fork goes on alike. */
final class SimulatedBackfill {
    static final long ITEMS = 2_000_000;

    private final double noise;
    private final double spellsPerHour;
    private SplittableRandom random;
    private double scanned;
    private double limit = 600;
    private boolean paused;
    private int spell;

    /**
     * @param noise of a second's pace, 0 for none, 1 for anything from nothing to double
     * @param spellsPerHour how often the source is at a third of its pace, for half a minute or two
     */
    SimulatedBackfill(long seed, double noise, double spellsPerHour) {
        this.random = new SplittableRandom(seed);
        this.noise = noise;
        this.spellsPerHour = spellsPerHour;
    }

    private SimulatedBackfill(SimulatedBackfill other) {
        this(0, other.noise, other.spellsPerHour);
        random = new SplittableRandom(other.random.nextLong());
        scanned = other.scanned;
        limit = other.limit;
        spell = other.spell;
    }

    void limit(double itemsPerSecond) {
        limit = itemsPerSecond;
    }

    void pause(boolean wanted) {
        paused = wanted;
    }

    boolean done() {
        return scanned >= ITEMS;
    }

    void second() {
        if (paused) {
            return;
        }
        if (spell > 0) {
            spell--;
        } else if (random.nextDouble() < spellsPerHour / 3_600) {
            spell = random.nextInt(30, 120);
        }
        var pace = limit * (1 + noise * (2 * random.nextDouble() - 1));
        scanned += spell > 0 ? pace / 3 : pace;
    }

    TableProgress progress() {
        return Numbers.at((long) Math.min(ITEMS, scanned))
                .of(ITEMS, paused)
                .limited(limit, Numbers.PLANNED_WINDOW)
                .progress();
    }

    /** How many seconds it would have yet to go if no one steered it any more. */
    long secondsLeft() {
        var fork = new SimulatedBackfill(this);
        long seconds = 0;
        while (!fork.done()) {
            fork.second();
            seconds++;
        }
        return seconds;
    }
}
