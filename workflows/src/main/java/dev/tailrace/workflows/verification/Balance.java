package dev.tailrace.workflows.verification;

/**
 * What a verification read, and what became of each of it. Persisted field names.
 *
 * @param items items that were read at the source; Tailrace's own are not counted
 * @param mapped of these, those that the mapping makes rows of
 * @param skipped of these, those that the mapping leaves out
 * @param refused of these, those that cannot be mapped
 * @param source the rows that the source's items make
 * @param target the rows that the target holds
 */
public record Balance(long items, long mapped, long skipped, long refused, Side source, Side target) {
    /** Nothing was read. */
    public static final Balance NOTHING = new Balance(0, 0, 0, 0, Side.NOTHING, Side.NOTHING);

    /**
     * The rows of one side, each in one of the classes. Persisted field names.
     *
     * @param rows how many were read
     * @param paired the other side holds the same
     * @param settled the other side was found to hold the same when it was looked at again, or the row is gone from both
     * @param different the other side holds the row with other cells, confirmed
     * @param unmatched the other side does not hold it, confirmed: missing of the source's rows, extra of the target's
     * @param quarantined its item is named in quarantine instead, confirmed
     * @param inFlight it could not be told
     */
    public record Side(
            long rows, long paired, long settled, long different, long unmatched, long quarantined, long inFlight) {
        /** No rows. */
        public static final Side NOTHING = new Side(0, 0, 0, 0, 0, 0, 0);

        /** Whether each row is in one class. */
        public boolean balances() {
            return rows == paired + settled + different + unmatched + quarantined + inFlight;
        }
    }

    /** Whether nothing was counted that is not accounted for. Where it is false, nothing is proven. */
    public boolean balances() {
        return items == mapped + skipped + refused
                && source.balances()
                && target.balances()
                && source.paired == target.paired;
    }
}
