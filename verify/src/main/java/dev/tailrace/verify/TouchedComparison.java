package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.verify.Suspected.OfRow;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Compares keys that are given, and no others ({@link Recheck}). For one run; to be called from one thread. */
public final class TouchedComparison {
    private final TargetReader target;
    private final Recheck recheck;

    public TouchedComparison(ComparedStores stores) {
        this.target = stores.target();
        this.recheck = new Recheck(stores, ComparisonLimits.STANDARD.watched(), suspect -> {});
    }

    /**
     * Compares the rows that an item has with those it should have.
     *
     * @throws InterruptedException if a reader was asked to stop
     */
    public void item(Item key) throws InterruptedException {
        recheck.suspect(key);
    }

    /**
     * Compares a row, whether it is there or not, and the item that it belongs to.
     *
     * @param owner the source key of the item whose row it may be, on an owned table; null on others
     * @throws InterruptedException if a reader was asked to stop
     */
    public void row(RowKey key, @Nullable String owner) throws InterruptedException {
        recheck.suspect(new OfRow(key, owner, Rows.NONE));
    }

    /**
     * Compares the items that the rows of owned tables name, of the keys that have a row: another's may have come there.
     *
     * @throws InterruptedException if a reader was asked to stop
     */
    public void owners(Collection<RowKey> keys) throws InterruptedException {
        if (!keys.isEmpty()) {
            for (var found : target.rows(keys).values()) {
                recheck.suspect(OfRow.of(found.row()));
            }
        }
    }

    /**
     * Says what was found. Counts of rows are none, as none were read but those looked up.
     *
     * @throws InterruptedException if a reader was asked to stop
     */
    public Findings end() throws InterruptedException {
        return Findings.ofLookups(ItemCounts.NONE, RowClasses.NONE, RowClasses.NONE, recheck.settle());
    }
}
