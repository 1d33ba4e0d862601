package dev.tailrace.verify;

/**
 * The rows of one side, each in one of the classes.
 *
 * @param rows how many were read
 * @param paired the other side has the same
 * @param settled found to be the same when it was looked at again, or gone
 * @param different the other side has other cells, confirmed
 * @param unmatched the other side does not have it, confirmed
 * @param quarantined its item is named in quarantine, confirmed
 * @param inFlight it could not be told
 */
public record RowClasses(
        long rows, long paired, long settled, long different, long unmatched, long quarantined, long inFlight) {
    /** No rows. */
    static final RowClasses NONE = new RowClasses(0, 0, 0, 0, 0, 0, 0);

    /** The same, where what is the same was found by looking it up, and not by reading both sides. */
    RowClasses lookedUp() {
        return new RowClasses(rows, 0, settled + paired, different, unmatched, quarantined, inFlight);
    }
}
