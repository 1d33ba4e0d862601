package dev.tailrace.workflows.turn;

/** Scheduling numbers, which only rise: with an attempt they make a lane's term (R1). */
public final class Scheduling {
    private static final int ATTEMPT_BITS = 32;

    private long last;

    /** @param last the last number given out, 0 for none */
    public Scheduling(long last) {
        this.last = last;
    }

    /** A number above all before it. */
    public long next() {
        return ++last;
    }

    /** Makes the next number win against the holder of a term. */
    public void raiseAbove(long heldTerm) {
        last = Math.max(last, heldTerm >>> ATTEMPT_BITS);
    }

    /** The last number given out. */
    public long last() {
        return last;
    }
}
