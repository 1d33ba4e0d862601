package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.Digests.Digest128;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Rows of both sides, summed up by the hash of their keys. What the source adds, the target takes away: a bucket whose rows
 * are the same on both sides ends at zero, in whatever order they came. The two halves of a digest are summed apart, each
 * modulo 2^64, so that no lock is needed. Takes 24 bytes per bucket. Thread-safe.
 */
final class Buckets {
    private static final int ROWS_PER_BUCKET = 128;
    private static final int FEWEST = 1 << 8;
    private static final int MOST = 1 << 22;

    private final int mask;
    private final AtomicLongArray high;
    private final AtomicLongArray low;
    private final AtomicIntegerArray sourceRows;
    private final AtomicIntegerArray targetRows;

    /** @param rows how many rows to expect; a wrong number costs memory or time, never correctness */
    Buckets(long rows) {
        int count = FEWEST;
        while (count < MOST && (long) count * ROWS_PER_BUCKET < rows) {
            count <<= 1;
        }
        mask = count - 1;
        high = new AtomicLongArray(count);
        low = new AtomicLongArray(count);
        sourceRows = new AtomicIntegerArray(count);
        targetRows = new AtomicIntegerArray(count);
    }

    void add(Side side, RowKey key, Digest128 digest) {
        int bucket = of(key);
        switch (side) {
            case SOURCE -> {
                high.getAndAdd(bucket, digest.high());
                low.getAndAdd(bucket, digest.low());
                sourceRows.getAndIncrement(bucket);
            }
            case TARGET -> {
                high.getAndAdd(bucket, -digest.high());
                low.getAndAdd(bucket, -digest.low());
                targetRows.getAndIncrement(bucket);
            }
        }
    }

    /** The bucket of a key. Mixed, since hash codes of running numbers are running numbers. */
    int of(RowKey key) {
        int h = key.hashCode() * 0x9e3779b9;
        return (h ^ h >>> 15) & mask;
    }

    /** The buckets whose sides differ, in groups of at most {@code rows} source rows (a single bucket may have more). */
    List<BitSet> differing(long rows) {
        var groups = new ArrayList<BitSet>();
        var group = new BitSet();
        long held = 0;
        for (int bucket = 0; bucket <= mask; bucket++) {
            if (same(bucket)) {
                continue;
            }
            if (!group.isEmpty() && held + sourceRows.get(bucket) > rows) {
                groups.add(group);
                group = new BitSet();
                held = 0;
            }
            group.set(bucket);
            held += sourceRows.get(bucket);
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private boolean same(int bucket) {
        return high.get(bucket) == 0 && low.get(bucket) == 0 && sourceRows.get(bucket) == targetRows.get(bucket);
    }

    /** How many rows a side had in these buckets. */
    long rows(Side side, BitSet buckets) {
        var counts = side == Side.SOURCE ? sourceRows : targetRows;
        return buckets.stream().mapToLong(counts::get).sum();
    }
}
