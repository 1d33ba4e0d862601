package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.verify.SourceReader.Scan;
import dev.tailrace.verify.Suspected.OfRow;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Compares a sample of both sides, both ways, while writers go on: the items of the drawn segments with their rows, and the drawn
 * rows with their items. What is unlike is read again, as in a full comparison ({@link Recheck}). For one run; to be called from one
 * thread.
 */
public final class SampledComparison {
    private final ComparedStores stores;
    private final Recheck recheck;
    private final Set<Item> unlike = ConcurrentHashMap.newKeySet();
    private final AtomicLong foreign = new AtomicLong();
    private final Map<Item, Integer> segmentOf = new ConcurrentHashMap<>();
    private ItemCounts items = ItemCounts.NONE;
    private final AtomicInteger segmentsRead = new AtomicInteger();
    private final AtomicLong sourceRows = new AtomicLong();
    private final AtomicLong pairedRows = new AtomicLong();

    public SampledComparison(ComparedStores stores) {
        this.stores = stores;
        this.recheck = new Recheck(stores, ComparisonLimits.STANDARD.watched(), suspect -> {
            var item = suspect.item();
            if (item == null) {
                foreign.incrementAndGet();
            } else {
                unlike.add(item);
            }
        });
    }

    /**
     * What is drawn.
     *
     * @param draw by which
     * @param total into how many segments the source is divided
     * @param segments those that are read
     * @param rows how many of the target's rows are looked up, if there are so many
     */
    public record Sample(Draw draw, int total, BitSet segments, int rows) {}

    /**
     * What came of one side.
     *
     * @param all of how many units it was drawn: segments of the source, rows of the target
     * @param drawn how many were drawn
     * @param wrong of these, those in which something is confirmed wrong, or could not be told
     */
    public record Units(long all, long drawn, long wrong) {}

    /** What was found. @param findings counts of rows are of those looked at; no rows by table */
    public record Result(Findings findings, Units source, Units target) {}

    /** @throws InterruptedException if a reader was asked to stop */
    public Result run(Sample sample) throws InterruptedException {
        var drawn = new AtomicReference<DrawnRows>();
        Together.run(List.of(() -> readSource(sample), () -> drawn.set(readTarget(sample))));
        if (segmentsRead.get() != sample.segments().cardinality()) {
            throw new IllegalStateException("Cannot say anything: " + segmentsRead + " of "
                    + sample.segments().cardinality() + " segments were read.");
        }
        var rows = Objects.requireNonNull(drawn.get(), "read");
        for (var row : rows.drawn()) {
            recheck.suspect(row.with(new Rows(0, 1)));
        }
        var counts = recheck.settle();
        long wrongSegments = unlike.stream()
                .map(segmentOf::get)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        long wrongRows = foreign.get()
                + rows.drawn().stream()
                        .filter(row -> isUnlike(recheck.itemOf(row)))
                        .count();
        return new Result(
                findings(counts, rows.drawn().size()),
                new Units(sample.total(), sample.segments().cardinality(), wrongSegments),
                new Units(rows.rows(), rows.drawn().size(), wrongRows));
    }

    private boolean isUnlike(@Nullable Item item) {
        return item != null && unlike.contains(item);
    }

    private void readSource(Sample sample) throws InterruptedException {
        long now = Instant.now().getEpochSecond();
        stores.source()
                .scan(new Scan(
                        sample.total(),
                        sample.segments(),
                        segment ->
                                new LookupRun(stores, new ItemCounter(stores.expiry(), now), new LookupRun.Outcome() {
                                    @Override
                                    public void unlike(Row row) throws InterruptedException {
                                        suspect(segment, row);
                                    }

                                    @Override
                                    public void refused(Item item) throws InterruptedException {
                                        segmentOf.put(item, segment);
                                        recheck.suspect(item);
                                    }

                                    @Override
                                    public void end(ItemCounts counts, long rows, long paired) {
                                        segmentsRead.incrementAndGet();
                                        add(counts);
                                        sourceRows.addAndGet(rows);
                                        pairedRows.addAndGet(paired);
                                    }
                                })));
    }

    private synchronized void add(ItemCounts more) {
        items = items.plus(more);
    }

    private void suspect(int segment, Row row) throws InterruptedException {
        var suspected = OfRow.of(row).with(new Rows(1, 0));
        var item = recheck.itemOf(suspected);
        if (item != null) {
            segmentOf.put(item, segment);
        }
        recheck.suspect(suspected);
    }

    private DrawnRows readTarget(Sample sample) throws InterruptedException {
        var attempt = new AtomicReference<DrawnRows>();
        stores.target().all(stores.mapper().tables(), () -> {
            var drawn = new DrawnRows(sample.draw(), sample.rows());
            attempt.set(drawn);
            return drawn;
        });
        return Objects.requireNonNull(attempt.get(), "an attempt");
    }

    /** Rows are looked up, not paired: the two sides' rows are not the same ones. */
    private synchronized Findings findings(SuspectCounts counts, long targetRows) {
        var source = counts.classes(Rows::source, sourceRows.get(), pairedRows.get());
        return Findings.ofLookups(items, source.lookedUp(), counts.classes(Rows::target, targetRows, 0), counts);
    }
}
