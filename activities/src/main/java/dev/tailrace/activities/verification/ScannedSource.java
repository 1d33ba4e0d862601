package dev.tailrace.activities.verification;

import dev.tailrace.activities.store.SegmentReader.Segment;
import dev.tailrace.activities.store.SourceTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.verify.Run;
import dev.tailrace.verify.SourceReader;
import dev.tailrace.verify.Together;
import dev.tailrace.verify.Together.Reading;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a source table by parallel scan, all strongly consistent, within the table's read budget. Thread-safe.
 */
final class ScannedSource implements SourceReader {
    private final SourceTable source;
    private final ReadBudget budget;
    private final InPlace inPlace;
    private final int window;
    private final ItemLookup lookup;

    /**
     * @param inPlace how long a page is tried again
     * @param window how many segments are read at a time
     */
    ScannedSource(SourceTable source, ReadBudget budget, InPlace inPlace, int window) {
        this.source = source;
        this.budget = budget;
        this.inPlace = inPlace;
        this.window = window;
        this.lookup = new ItemLookup(source, budget, inPlace);
    }

    @Override
    public void scan(Scan scan) throws InterruptedException {
        var next = new AtomicInteger(scan.numbers().nextSetBit(0));
        Reading segments = () -> {
            for (int number = take(next, scan); number >= 0; number = take(next, scan)) {
                scan(new Segment(number, scan.total(), true), scan.runs().apply(number));
            }
        };
        int threads = Math.max(1, Math.min(scan.numbers().cardinality(), window));
        Together.run(Collections.nCopies(threads, segments));
    }

    /** The next segment; -1 when there are no more. */
    private static int take(AtomicInteger next, Scan scan) {
        return next.getAndUpdate(number -> number < 0 ? number : scan.numbers().nextSetBit(number + 1));
    }

    /** What a page has cost is charged when the page is done with: who waits for the budget then loses no page if it dies. */
    private void scan(Segment segment, Run<Item> run) throws InterruptedException {
        String position = null;
        do {
            budget.await();
            var from = position;
            var page = inPlace.get(() -> source.page(segment, from, null));
            for (var item : page.items()) {
                run.take(item);
            }
            position = page.position();
            if (position == null) {
                run.end();
            }
            budget.charge(page.items().size(), page.units());
        } while (position != null);
    }

    @Override
    public Map<Item, Item> items(Collection<Item> keys) throws InterruptedException {
        return lookup.find(keys);
    }

    @Override
    public Collection<Item> parts(Item part, String begin) throws InterruptedException {
        return lookup.parts(part, begin);
    }
}
