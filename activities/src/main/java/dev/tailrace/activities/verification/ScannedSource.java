package dev.tailrace.activities.verification;

import dev.tailrace.activities.store.SegmentReader.Segment;
import dev.tailrace.activities.store.SourceTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.verify.Run;
import dev.tailrace.verify.Sink;
import dev.tailrace.verify.SourceReader;
import dev.tailrace.verify.Together;
import dev.tailrace.verify.Together.Reading;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Reads a source table by parallel scan, all strongly consistent, within the table's read budget. Thread-safe.
 */
final class ScannedSource implements SourceReader {
    private final SourceTable source;
    private final ReadBudget budget;
    private final InPlace inPlace;
    private final int segments;
    private final int threads;
    private final ItemLookup lookup;

    /**
     * @param inPlace how long a page is tried again
     * @param segments how many the scan is divided into
     * @param window how many are read at a time
     */
    ScannedSource(SourceTable source, ReadBudget budget, InPlace inPlace, int segments, int window) {
        this.source = source;
        this.budget = budget;
        this.inPlace = inPlace;
        this.segments = segments;
        this.threads = Math.max(1, Math.min(segments, window));
        this.lookup = new ItemLookup(source, budget, inPlace);
    }

    @Override
    public void all(Supplier<? extends Run<Item>> runs) throws InterruptedException {
        var next = new AtomicInteger();
        Reading segment = () -> {
            for (int number = next.getAndIncrement(); number < segments; number = next.getAndIncrement()) {
                var run = runs.get();
                scan(number, run);
                run.end();
            }
        };
        Together.run(Collections.nCopies(threads, segment));
    }

    private void scan(int number, Sink<Item> each) throws InterruptedException {
        var segment = new Segment(number, segments, true);
        String position = null;
        do {
            budget.await();
            var from = position;
            var page = inPlace.get(() -> source.page(segment, from, null));
            budget.charge(page.units());
            for (var item : page.items()) {
                each.take(item);
            }
            position = page.position();
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
