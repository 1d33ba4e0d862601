package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a comparison found. Counts of items and rows are of the moment at which each was read.
 *
 * @param items of one reading of the source
 * @param source what became of the rows that the source's items make
 * @param target what became of the target's rows
 * @param tables how many rows each target table was read to have, all tables of the mapping
 * @param missing rows, and items that cannot be mapped, confirmed
 * @param extra rows, confirmed
 * @param different rows, confirmed
 * @param differences the first of those confirmed, at most {@link Comparison#DIFFERENCES_KEPT}
 * @param quarantined items that are named in quarantine instead of being at the target
 * @param quarantinedKeys the keys of some of them
 * @param unproven items still in flight at the end
 * @param unlooked suspects that were too many to look at, at least; none for zero
 * @param captureLate whether the proof that capture has passed failed to come in time
 * @param sourceReads how often the source was read as a whole
 * @param nonce what digests were keyed with
 */
public record Findings(
        ItemCounts items,
        RowClasses source,
        RowClasses target,
        SortedMap<String, Rows> tables,
        long missing,
        long extra,
        long different,
        List<Difference> differences,
        long quarantined,
        List<Item> quarantinedKeys,
        long unproven,
        long unlooked,
        boolean captureLate,
        int sourceReads,
        long nonce) {
    public Findings {
        differences = List.copyOf(differences);
        quarantinedKeys = List.copyOf(quarantinedKeys);
    }

    /** Rows of the target that were found the same at the source. */
    public long equal() {
        return target.paired() + target.settled();
    }

    /** Of single keys or segments that were looked up: the source was not read as a whole. */
    static Findings ofLookups(ItemCounts items, RowClasses source, RowClasses target, SuspectCounts counts) {
        return new Findings(
                items,
                source,
                target,
                new TreeMap<>(),
                counts.count(Difference.Kind.MISSING),
                counts.count(Difference.Kind.EXTRA),
                counts.count(Difference.Kind.DIFFERENT),
                counts.differences,
                counts.quarantined,
                counts.quarantinedKeys,
                counts.unproven,
                counts.unlooked,
                counts.captureLate,
                0,
                0);
    }

    /** How many differences are confirmed, of every kind. */
    public long confirmed() {
        return missing + extra + different;
    }
}
