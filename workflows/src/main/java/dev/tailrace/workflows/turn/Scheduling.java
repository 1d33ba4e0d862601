package dev.tailrace.workflows.turn;

/** Scheduling numbers, which only rise: with an attempt they make a lane's term (R1). */
public final class Scheduling {
    /** Before the first number. */
    public static final long NONE = 0;

    private static final int ATTEMPT_BITS = 32;

    private long last;

    /** @param last the last number given out, {@link #NONE} at the start */
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
