package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import java.util.List;

/**
 * What a comparison found. Counts of items and rows are of the moment at which each was read.
 *
 * @param sourceItems Tailrace's own are not counted
 * @param targetRows over all target tables
 * @param skipped items that the mapping leaves out
 * @param missing rows, and items that cannot be mapped, confirmed
 * @param extra rows, confirmed
 * @param different rows, confirmed
 * @param differences the first of those confirmed, at most {@link Comparison#DIFFERENCES_KEPT}
 * @param quarantined items that are named in quarantine instead of being at the target
 * @param quarantinedKeys the keys of some of them
 * @param unproven items still in flight at the end
 * @param unlooked suspects that were too many to look at, at least; none for zero
 * @param captureLate whether the proof that capture has passed failed to come in time
 */
public record Findings(
        long sourceItems,
        long targetRows,
        long skipped,
        long missing,
        long extra,
        long different,
        List<Difference> differences,
        long quarantined,
        List<Item> quarantinedKeys,
        long unproven,
        long unlooked,
        boolean captureLate) {
    public Findings {
        differences = List.copyOf(differences);
        quarantinedKeys = List.copyOf(quarantinedKeys);
    }

    /** How many differences are confirmed, of every kind. */
    public long confirmed() {
        return missing + extra + different;
    }

    /** Rows that were found the same on both sides: those of the target that are not accounted for otherwise. */
    public long equal() {
        return Math.max(0, targetRows - extra - different - unproven - unlooked);
    }
}
