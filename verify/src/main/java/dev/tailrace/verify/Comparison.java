package dev.tailrace.verify;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Digests.Digest128;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compares source and target in full, both ways, in the rows that the one mapper makes, while writers go on.
 *
 * <ol>
 *   <li>Both sides are read at once into bucket sums: memory depends on the number of buckets, not on the rows' size.
 *   <li>The buckets that differ are swept: the source's rows in them are held as digests, the target's are held against
 *       them. What does not pair is a suspect.
 *   <li>Suspects are read again until each is equal, confirmed wrong, or out of rounds ({@link Recheck}).
 * </ol>
 *
 * For one run; to be called from one thread.
 */
public final class Comparison {
    /** How many differences are described; the others are only counted. */
    public static final int DIFFERENCES_KEPT = 1_000;

    private final Mapper mapper;
    private final KeySchema keys;
    private final SourceReader source;
    private final TargetReader target;
    private final Recheck recheck;
    private final ComparisonLimits limits;
    private final LongAdder items = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder targetRows = new LongAdder();

    public Comparison(ComparedStores stores) {
        this(stores, ComparisonLimits.STANDARD);
    }

    Comparison(ComparedStores stores, ComparisonLimits limits) {
        this.mapper = stores.mapper();
        this.keys = stores.keys();
        this.source = stores.source();
        this.target = stores.target();
        this.limits = limits;
        this.recheck = new Recheck(stores, limits.watched());
    }

    /**
     * Runs the comparison.
     *
     * @param rows about how many rows there are; a wrong number costs memory or time, never correctness
     * @throws InterruptedException if a reader was asked to stop
     */
    public Findings run(long rows) throws InterruptedException {
        var buckets = new Buckets(rows);
        Together.run(List.of(
                () -> source.all(() -> new SourceRun(
                        mapper,
                        keys,
                        row -> buckets.add(Side.SOURCE, row.key(), Digests.row(row)),
                        recheck::suspect,
                        skipped,
                        items)),
                () -> readTarget(row -> {
                    targetRows.increment();
                    buckets.add(Side.TARGET, row.key(), Digests.row(row));
                })));
        int sweeps = 0;
        for (var group : buckets.differing(limits.rowsHeld())) {
            if (sweeps++ < limits.sweeps()) {
                sweep(buckets, group);
            } else {
                recheck.leave(Math.max(buckets.rows(Side.SOURCE, group), buckets.rows(Side.TARGET, group)));
            }
        }
        return findings(recheck.settle());
    }

    private void sweep(Buckets buckets, BitSet group) throws InterruptedException {
        var held = new ConcurrentHashMap<Placed, Digest128>();
        source.all(() -> new SourceRun(
                mapper,
                keys,
                row -> {
                    var placed = Placed.of(row);
                    if (group.get(buckets.of(placed.key()))) {
                        held.put(placed, Digests.row(row));
                    }
                },
                refused -> {},
                new LongAdder(),
                new LongAdder()));
        readTarget(row -> {
            var placed = Placed.of(row);
            if (group.get(buckets.of(placed.key())) && !Digests.row(row).equals(held.remove(placed))) {
                recheck.suspect(placed);
            }
        });
        for (var missing : held.keySet()) {
            recheck.suspect(missing);
        }
    }

    private void readTarget(Sink<Row> each) throws InterruptedException {
        for (var table : mapper.tables()) {
            target.all(table, each);
        }
    }

    private Findings findings(SuspectCounts counts) {
        return new Findings(
                items.sum(),
                targetRows.sum(),
                skipped.sum(),
                counts.count(Difference.Kind.MISSING),
                counts.count(Difference.Kind.EXTRA),
                counts.count(Difference.Kind.DIFFERENT),
                counts.differences,
                counts.quarantined,
                counts.quarantinedKeys,
                counts.unproven,
                counts.unlooked,
                counts.captureLate);
    }
}
