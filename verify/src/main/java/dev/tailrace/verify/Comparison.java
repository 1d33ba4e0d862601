package dev.tailrace.verify;

import dev.tailrace.verify.SavedComparison.State;
import dev.tailrace.verify.SourceReader.Scan;
import dev.tailrace.verify.Suspected.OfRow;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Compares source and target in full, both ways, in the rows that the one mapper makes, while writers go on. The source is read
 * once, the target once or twice.
 *
 * <ol>
 *   <li>The target is read into a {@link Sketch} and an {@link ElementFilter}.
 *   <li>The source is read into the same sketch, segment by segment. Rows that the filter does not know are kept.
 *   <li>What is left in the sketch is the digests of the keys that only one side has. Of most the source's row was kept; the
 *       others are found by reading the target again, or, of rows that the filter missed, the source.
 *   <li>Each is a suspect, and read again until it is equal, confirmed wrong, or out of rounds ({@link Recheck}).
 * </ol>
 *
 * <p>Where too much differs for one sketch, this is done for each of several slices of the key space. How far it is, is saved; a
 * comparison of the same run goes on there. For one run; to be called from one thread.
 */
public final class Comparison {
    /** How many differences are described; the others are only counted. */
    public static final int DIFFERENCES_KEPT = 1_000;

    /** A sketch is made for so large a share of its cells, though somewhat more would come out. */
    private static final double LOAD = 0.6;

    private final ComparedStores stores;
    private final ComparisonLimits limits;
    private final Checkpoints checkpoints;
    private Recheck recheck;

    public Comparison(ComparedStores stores, ComparisonLimits limits, Checkpoints checkpoints) {
        this.stores = stores;
        this.limits = limits;
        this.checkpoints = checkpoints;
        this.recheck = new Recheck(stores, limits.watched());
    }

    /**
     * Runs the comparison, or the rest of it.
     *
     * @param rows about how many rows there are; a wrong number costs memory or time, never correctness
     * @param segments in how many segments the source is read, at least
     * @throws InterruptedException if a reader was asked to stop
     */
    public Findings run(long rows, int segments) throws InterruptedException {
        var saved = checkpoints.load();
        var progress = saved == null ? readTarget(first(rows, segments), List.of()) : restored(saved);
        while (true) {
            readSource(progress);
            if (!progress.unread().isEmpty()) {
                throw new IllegalStateException(
                        "Cannot compare: " + progress.unread().cardinality() + " segments were not read.");
            }
            var read = progress.state();
            long load = progress.sketch().load();
            var peeled = progress.sketch().peel();
            if (peeled != null) {
                var next = named(progress, peeled, read);
                if (next.slice() == next.slices()) {
                    return findings(next);
                }
                var open = recheck.open();
                progress = readTarget(withTally(next), open);
            } else if (read.sourceReads() + slices(read, load) > limits.sourceReads()) {
                return findings(tooMuch(read, load));
            } else {
                recheck = new Recheck(stores, limits.watched());
                progress = readTarget(sliced(read, slices(read, load)), List.of());
            }
        }
    }

    private State first(long rows, int segments) {
        var filter = ElementFilter.Size.of(rows, limits.filterWords());
        return new State(
                new SecureRandom().nextLong(),
                Sketch.cells(rows, limits.cells()),
                filter.words(),
                filter.positions(),
                Math.max(segments, limits.segments(rows)),
                0,
                1,
                1,
                ItemCounts.NONE,
                Map.of(),
                Rows.NONE,
                Tally.NONE);
    }

    private Progress restored(SavedComparison saved) throws InterruptedException {
        for (var suspect : saved.suspects()) {
            if (suspect instanceof OfRow row && !row.rows().equals(Rows.NONE)) {
                recheck.suspect(row);
            }
        }
        return Progress.restored(saved, checkpoints, limits);
    }

    /** @param before suspects of the slices before */
    private Progress readTarget(State begun, List<Suspected> before) throws InterruptedException {
        var attempt = new AtomicReference<Progress>();
        stores.target().all(stores.mapper().tables(), () -> {
            var progress = new Progress(begun, checkpoints, limits);
            attempt.set(progress);
            return progress::targetRow;
        });
        var read = Objects.requireNonNull(attempt.get(), "an attempt");
        read.targetIsRead(before);
        return read;
    }

    private void readSource(Progress progress) throws InterruptedException {
        long now = Instant.now().getEpochSecond();
        stores.source()
                .scan(new Scan(
                        progress.state().segments(),
                        progress.unread(),
                        segment -> new SegmentRun(segment, stores, progress, new ItemCounter(stores.expiry(), now))));
    }

    /** Suspects all that only one side has. Returns what is known when the next slice begins. */
    private State named(Progress progress, Peeled peeled, State read) throws InterruptedException {
        var naming = new Naming(stores, progress, recheck, peeled);
        int reads = naming.run();
        for (var item : progress.refused()) {
            recheck.suspect(item.key());
        }
        return read.next(reads, naming.unpaired(), new Tally(naming.gone(), Rows.NONE, 0));
    }

    private State withTally(State next) {
        return next.plus(recheck.tally());
    }

    /** As many slices as make each small enough. */
    private static int slices(State read, long load) {
        long most = Math.max(1, (long) (read.cells() * LOAD));
        return (int) Math.clamp(read.slices() * (load / most + 1), 2L * read.slices(), Integer.MAX_VALUE);
    }

    private static State sliced(State read, int slices) {
        return read.sliced(slices, new SecureRandom().nextLong());
    }

    /** Then nothing is known of any row. */
    private State tooMuch(State read, long load) {
        recheck = new Recheck(stores, limits.watched());
        return read.unknown(load);
    }

    private Findings findings(State end) throws InterruptedException {
        var counts = recheck.settle();
        counts.add(end.before());
        var rows = end.total();
        var paired = rows.minus(end.unpaired());
        var tables = new TreeMap<String, Rows>();
        stores.mapper().tables().forEach(table -> tables.put(table.name(), Rows.NONE));
        tables.putAll(end.rows());
        return new Findings(
                end.items(),
                counts.classes(Rows::source, rows.source(), paired.source()),
                counts.classes(Rows::target, rows.target(), paired.target()),
                tables,
                counts.count(Difference.Kind.MISSING),
                counts.count(Difference.Kind.EXTRA),
                counts.count(Difference.Kind.DIFFERENT),
                counts.differences,
                counts.quarantined,
                counts.quarantinedKeys,
                counts.unproven,
                counts.unlooked,
                counts.captureLate,
                end.sourceReads(),
                end.nonce());
    }
}
