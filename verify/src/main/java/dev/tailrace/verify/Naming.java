package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.verify.SourceReader.Scan;
import dev.tailrace.verify.Suspected.OfRow;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the keys of which only the digests are known: first those whose source rows were kept, then by the target's rows, then, if
 * some are still without a name, by the source's. A key that neither side has any more came and went while they were read.
 */
final class Naming {
    private final ComparedStores stores;
    private final Progress progress;
    private final Recheck recheck;
    private final Unnamed source;
    private final Unnamed target;

    Naming(ComparedStores stores, Progress progress, Recheck recheck, Peeled peeled) {
        this.stores = stores;
        this.progress = progress;
        this.recheck = recheck;
        this.source = peeled.source();
        this.target = peeled.target();
    }

    /** Suspects them. Returns how often the source was read for it, once or not at all. */
    int run() throws InterruptedException {
        for (var row : progress.unmatched()) {
            suspect(row);
        }
        if (source.left() + target.left() > 0) {
            stores.target().all(stores.mapper().tables(), () -> this::suspect);
        }
        if (source.left() == 0) {
            return 0;
        }
        readSource();
        return 1;
    }

    private void readSource() throws InterruptedException {
        int segments = progress.state().segments();
        var all = new BitSet();
        all.set(0, segments);
        var read = new AtomicInteger();
        stores.source().scan(new Scan(segments, all, segment -> new Looking(read)));
        // What is still without a name would count as gone.
        if (read.get() != segments) {
            throw new IllegalStateException(
                    "Cannot compare: " + read + " of " + segments + " segments were read again.");
        }
    }

    private final class Looking implements Run<Item> {
        private final AtomicInteger read;
        private final SourceRun run = new SourceRun(
                stores.mapper(), stores.keys(), Naming.this::suspect, refused -> {}, new ItemCounter(null, 0));

        /** @param read how many segments are over */
        Looking(AtomicInteger read) {
            this.read = read;
        }

        @Override
        public void take(Item item) throws InterruptedException {
            run.take(item);
        }

        @Override
        public void end() throws InterruptedException {
            run.end();
            read.incrementAndGet();
        }
    }

    private void suspect(Row row) throws InterruptedException {
        suspect(OfRow.of(row));
    }

    private void suspect(OfRow row) throws InterruptedException {
        long key = progress.digests().key(row.key(), row.owner());
        if (progress.slice().has(key)) {
            var found = new Rows(source.name(key), target.name(key));
            if (!found.equals(Rows.NONE)) {
                recheck.suspect(row.with(found));
            }
        }
    }

    /** All that only one side had. */
    Rows unpaired() {
        return new Rows(source.size(), target.size());
    }

    /** Of these, those that neither side has any more. */
    Rows gone() {
        return new Rows(source.left(), target.left());
    }
}
