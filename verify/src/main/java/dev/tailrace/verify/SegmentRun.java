package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.verify.Suspected.OfItem;
import dev.tailrace.verify.Suspected.OfRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the items of a segment. What it holds counts when the segment is over, as a whole; until then it can be dropped. */
final class SegmentRun implements Run<Item> {
    private final int segment;
    private final Progress progress;
    private final ItemCounter counter;
    private final SourceRun run;
    final Elements elements = new Elements();
    final Map<String, Rows> rows = new HashMap<>();
    final List<OfItem> refused = new ArrayList<>();
    final List<OfRow> unmatched = new ArrayList<>();

    SegmentRun(int segment, ComparedStores stores, Progress progress, ItemCounter counter) {
        this.segment = segment;
        this.progress = progress;
        this.counter = counter;
        this.run = new SourceRun(
                stores.mapper(), stores.keys(), this::row, item -> refused.add(new OfItem(item)), counter);
    }

    private void row(Row row) {
        var key = row.key();
        var owner = OfRow.owner(row);
        long keyDigest = progress.digests().key(key, owner);
        if (progress.slice().has(keyDigest)) {
            long rowDigest = progress.digests().row(row);
            elements.add(keyDigest, rowDigest);
            rows.merge(key.table(), new Rows(1, 0), Rows::plus);
            if (!progress.targetMayHave(keyDigest, rowDigest)) {
                unmatched.add(new OfRow(key, owner, Rows.NONE));
            }
        }
    }

    @Override
    public void take(Item item) throws InterruptedException {
        run.take(item);
    }

    @Override
    public void end() throws InterruptedException {
        run.end();
        progress.fold(segment, this);
    }

    ItemCounts counts() {
        return counter.counts();
    }
}
