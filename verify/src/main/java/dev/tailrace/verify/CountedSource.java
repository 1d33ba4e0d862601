package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.verify.SourceReader.Scan;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;

/**
 * Reads the source once and counts: items, the rows they make, and what the attributes come to that columns copy. The attributes
 * are summed up as they were read; the mapper only says in which table an item has a row. For one run; to be called from one thread.
 */
public final class CountedSource {
    private final ComparedStores stores;
    private final ColumnSums sums;
    private ItemCounts items = ItemCounts.NONE;
    private int read;

    public CountedSource(ComparedStores stores) {
        this.stores = stores;
        this.sums = new ColumnSums(stores.mapper().copied());
    }

    /**
     * What was counted.
     *
     * @param rows by table; a table without is left out
     * @param totals in the order of {@link Mapper#copied}
     */
    public record Counts(ItemCounts items, SortedMap<String, Long> rows, List<ColumnTotal> totals) {}

    /**
     * Reads all of it.
     *
     * @param segments in how many segments
     * @throws InterruptedException if the reader was asked to stop
     */
    public Counts read(int segments) throws InterruptedException {
        var all = new BitSet();
        all.set(0, segments);
        long now = Instant.now().getEpochSecond();
        stores.source().scan(new Scan(segments, all, segment -> new Counting(now)));
        if (read != segments) {
            throw new IllegalStateException("Cannot count: " + read + " of " + segments + " segments were read.");
        }
        return new Counts(items, sums.rows(), sums.totals());
    }

    private synchronized void add(ItemCounts more, ColumnSums moreSums) {
        read++;
        items = items.plus(more);
        sums.add(moreSums);
    }

    private final class Counting implements Run<Item> {
        private final Mapper mapper = stores.mapper();
        private final ItemCounter counter;
        private final ColumnSums segment = new ColumnSums(mapper.copied());
        private final SourceRun parts;

        Counting(long now) {
            counter = new ItemCounter(stores.expiry(), now);
            parts = new SourceRun(mapper, stores.keys(), segment::count, refused -> {}, counter);
        }

        @Override
        public void take(Item item) throws InterruptedException {
            switch (mapper.map(item)) {
                case Mapped.Rows mapped -> {
                    counter.item(item);
                    counter.mapped();
                    mapped.rows().forEach(row -> segment.add(item, row));
                }
                case Mapped.Part part -> parts.take(item);
                case Mapped.Skipped skipped -> {
                    counter.item(item);
                    counter.skipped();
                }
                case Mapped.Refused refused -> {
                    counter.item(item);
                    counter.refused();
                }
            }
        }

        @Override
        public void end() throws InterruptedException {
            parts.end();
            add(counter.counts(), segment);
        }
    }
}
