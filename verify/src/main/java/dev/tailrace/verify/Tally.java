package dev.tailrace.verify;

/**
 * What became of suspects. Persisted field names.
 *
 * @param settled rows that were found to be the same on both sides, or gone
 * @param left rows that were more than can be looked at
 * @param suspectsLeft items that were more than can be looked at
 */
public record Tally(Rows settled, Rows left, long suspectsLeft) {
    /** Nothing. */
    public static final Tally NONE = new Tally(Rows.NONE, Rows.NONE, 0);

    Tally plus(Tally more) {
        return new Tally(settled.plus(more.settled), left.plus(more.left), suspectsLeft + more.suspectsLeft);
    }
}
