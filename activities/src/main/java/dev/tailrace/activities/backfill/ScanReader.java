package dev.tailrace.activities.backfill;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.SourceCapacity;
import dev.tailrace.activities.store.SegmentReader.Segment;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of scan segments, one segment after the other, each from where its lane stands. The next page is read while this
 * one is mapped and written; no more than one is read ahead. For one thread.
 */
final class ScanReader implements AutoCloseable {
    private final LoadedTable table;
    private final Heartbeat heartbeat;
    private final Pass pass;
    private final Iterator<Scan> scans;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("scan-", 0).factory());
    private @Nullable Place place;
    private @Nullable Future<@Nullable Page> next;
    private volatile boolean closed;
    private double unitsPerItem = 1;

    /** A segment, and the lane of it that is held. */
    record Scan(int segment, Held lane) {}

    /** Where a page begins: behind {@code from}, or at the segment's start. */
    private record Place(Scan scan, @Nullable String from) {}

    /**
     * A page.
     *
     * @param from where it begins; null: at the segment's start
     * @param items without Tailrace's own
     * @param position where it ends; null: the segment's end, which nothing else means
     */
    record Page(
            Held lane,
            @Nullable String from,
            List<Item> items,
            @Nullable String position,
            double units,
            long throttles) {}

    /** @param scans of segments of the pass, in the order in which they are read */
    ScanReader(LoadedTable table, Heartbeat heartbeat, Pass pass, List<Scan> scans) {
        this.table = table;
        this.heartbeat = heartbeat;
        this.pass = pass;
        this.scans = scans.iterator();
        place = nextScan();
    }

    /** Whether a segment has not been read to its end. */
    boolean hasNext() {
        return place != null;
    }

    /**
     * The next page.
     *
     * @param ahead whether to begin with the page after it: a page that no one takes is read, and paid for, in vain
     * @return null if a stop was asked for or the copy is paused
     */
    @Nullable
    Page take(BooleanSupplier ahead) throws SQLException, InterruptedException {
        var at = place;
        if (at == null) {
            throw new IllegalStateException("Cannot read on: the segments are at their end.");
        }
        var ready = next == null ? begin(at) : next;
        next = null;
        var page = get(ready);
        if (page != null) {
            place = page.position() == null ? nextScan() : new Place(at.scan(), page.position());
            next = place != null && ahead.getAsBoolean() ? begin(place) : null;
        }
        return page;
    }

    private @Nullable Place nextScan() {
        if (!scans.hasNext()) {
            return null;
        }
        var scan = scans.next();
        return new Place(scan, scan.lane().position());
    }

    private static @Nullable Page get(Future<@Nullable Page> ready) throws SQLException, InterruptedException {
        try {
            return ready.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException("Cannot read a page", e);
            }
        }
    }

    private Future<@Nullable Page> begin(Place at) {
        return reader.submit(() -> read(at));
    }

    private @Nullable Page read(Place at) throws SQLException {
        var permit = table.capacity().enter(() -> closed || heartbeat.stopRequested());
        if (permit == null) {
            return null;
        }
        var segment = new Segment(at.scan().segment(), pass.segments(), pass.consistent());
        var answer = table.source().page(segment, at.from(), permit.items(unitsPerItem));
        permit.charge(answer.units());
        if (answer.units() > 0 && answer.read() > 0) {
            // What a page costs is rounded up to whole steps, by half of one on average.
            unitsPerItem = (answer.units() - (pass.consistent() ? SourceCapacity.STEP : SourceCapacity.STEP / 2) / 2)
                    / answer.read();
        }
        return new Page(
                at.scan().lane(), at.from(), answer.items(), answer.position(), answer.units(), answer.throttles());
    }

    @Override
    public void close() {
        closed = true;
        reader.shutdownNow();
    }
}
