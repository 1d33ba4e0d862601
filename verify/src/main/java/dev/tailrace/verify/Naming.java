package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.verify.SourceReader.Scan;
import dev.tailrace.verify.Suspected.OfRow;
import java.util.BitSet;

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
        stores.source()
                .scan(new Scan(
                        segments,
                        all,
                        segment -> new SourceRun(
                                stores.mapper(),
                                stores.keys(),
                                this::suspect,
                                refused -> {},
                                new ItemCounter(null, 0))));
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
