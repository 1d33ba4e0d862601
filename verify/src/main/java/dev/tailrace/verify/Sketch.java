package dev.tailrace.verify;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two sets of elements, in a table whose size depends on the difference alone. An element is a pair of
 * digests, of a row's key and of the row. In each of three cells it adds one to the count, and its two digests and a check word
 * of the two to their sums; the other side subtracts the same. What both sides have cancels out, in whatever order it came. The
 * rest is <i>peeled</i>: a cell that holds one element gives it away, and without it other cells hold one. Takes
 * {@value #CELL_BYTES} bytes per cell. Not thread-safe.
 */
final class Sketch {
    /** What a cell takes, in memory and where it is saved. */
    static final int CELL_BYTES = 28;

    /** Cells are saved in pieces of so many. */
    static final int PIECE_CELLS = 4_096;

    private static final int FEWEST = 4_096;
    private static final int ROWS_PER_CELL = 16;
    private static final int POSITIONS = 3;

    private final int third;
    private final int[] counts;
    private final long[] keys;
    private final long[] rows;
    private final long[] checks;
    private final BitSet changed = new BitSet();

    /** An empty one. @param cells at least; a few more make three equal parts */
    Sketch(int cells) {
        third = (cells + POSITIONS - 1) / POSITIONS;
        counts = new int[POSITIONS * third];
        keys = new long[counts.length];
        rows = new long[counts.length];
        checks = new long[counts.length];
    }

    /** How many cells suit so many rows on a side: a sixteenth, of which four fifths may differ. */
    static int cells(long rows, int most) {
        return (int) Math.clamp(rows / ROWS_PER_CELL, Math.min(FEWEST, most), most);
    }

    int cells() {
        return counts.length;
    }

    /** @param sign 1 for the source, -1 for the target */
    void add(int sign, long key, long row) {
        long check = check(key, row);
        for (int position = 0; position < POSITIONS; position++) {
            add(cell(position, key, row), sign, key, row, check);
        }
    }

    private void add(int cell, int sign, long key, long row, long check) {
        counts[cell] += sign;
        keys[cell] += sign * key;
        rows[cell] += sign * row;
        checks[cell] += sign * check;
        changed.set(cell / PIECE_CELLS);
    }

    private int cell(int position, long key, long row) {
        long hash = mix(key + (position + 1) * 0x9e3779b97f4a7c15L ^ Long.rotateLeft(row, 21 * position + 7));
        return position * third + (int) Math.unsignedMultiplyHigh(hash, third);
    }

    /** Without it, two elements in a cell would sometimes be taken for one that there is not. */
    private static long check(long key, long row) {
        return mix(mix(key) + 0xd1b54a32d192ed03L * row);
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** How many elements differ, about: of the share of the cells that none of them fell on. */
    long load() {
        int empty = 1;
        for (int cell = 0; cell < counts.length; cell++) {
            empty += isEmpty(cell) ? 1 : 0;
        }
        return (long) (Math.log((double) counts.length / empty) * counts.length / POSITIONS);
    }

    /** Takes all elements out. Null, and the sketch is of no use any more, if too many differ. */
    @Nullable
    Peeled peel() {
        var peeled = new Peeled();
        var alone = new ArrayDeque<Integer>();
        for (int cell = 0; cell < counts.length; cell++) {
            if (isAlone(cell)) {
                alone.add(cell);
            }
        }
        while (!alone.isEmpty()) {
            int cell = alone.poll();
            // Another of its cells may have given the element away.
            if (isAlone(cell)) {
                int sign = counts[cell];
                long key = sign * keys[cell];
                long row = sign * rows[cell];
                peeled.add(sign, key);
                add(-sign, key, row);
                for (int position = 0; position < POSITIONS; position++) {
                    int other = cell(position, key, row);
                    if (isAlone(other)) {
                        alone.add(other);
                    }
                }
            }
        }
        for (int cell = 0; cell < counts.length; cell++) {
            if (!isEmpty(cell)) {
                return null;
            }
        }
        return peeled;
    }

    private boolean isEmpty(int cell) {
        return counts[cell] == 0 && keys[cell] == 0 && rows[cell] == 0 && checks[cell] == 0;
    }

    private boolean isAlone(int cell) {
        int sign = counts[cell];
        if (sign != 1 && sign != -1) {
            return false;
        }
        long key = sign * keys[cell];
        long row = sign * rows[cell];
        return checks[cell] == sign * check(key, row) && cell == cell(cell / third, key, row);
    }

    /** The pieces that changed since they were asked for last. */
    BitSet changed() {
        var pieces = (BitSet) changed.clone();
        changed.clear();
        return pieces;
    }

    /** The bytes of a piece. */
    byte[] piece(int number) {
        int from = number * PIECE_CELLS;
        int to = Math.min(counts.length, from + PIECE_CELLS);
        var bytes = ByteBuffer.allocate((to - from) * CELL_BYTES);
        for (int cell = from; cell < to; cell++) {
            bytes.putInt(counts[cell]).putLong(keys[cell]).putLong(rows[cell]).putLong(checks[cell]);
        }
        return bytes.array();
    }

    /** Puts a piece back. */
    void restore(int number, byte[] piece) {
        var bytes = ByteBuffer.wrap(piece);
        for (int cell = number * PIECE_CELLS; bytes.hasRemaining(); cell++) {
            counts[cell] = bytes.getInt();
            keys[cell] = bytes.getLong();
            rows[cell] = bytes.getLong();
            checks[cell] = bytes.getLong();
        }
    }
}
