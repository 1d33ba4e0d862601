package dev.tailrace.verify;

/**
 * What became of the items of a reading.
 *
 * @param items how many there were; Tailrace's own are not counted
 * @param mapped those that the mapping makes rows, or parts of a row, of
 * @param skipped those that the mapping leaves out
 * @param refused those that cannot be mapped
 * @param expired those whose time to live has passed, whatever else they are
 */
public record ItemCounts(long items, long mapped, long skipped, long refused, long expired) {
    /** None. */
    public static final ItemCounts NONE = new ItemCounts(0, 0, 0, 0, 0);

    ItemCounts plus(ItemCounts more) {
        return new ItemCounts(
                items + more.items,
                mapped + more.mapped,
                skipped + more.skipped,
                refused + more.refused,
                expired + more.expired);
    }
}
