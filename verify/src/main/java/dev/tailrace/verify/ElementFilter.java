package dev.tailrace.verify;

import java.nio.ByteBuffer;

/**
 * Tells of most elements that the target lacks that it lacks them: a Bloom filter of the target's. So the key of a row that only
 * the source has is kept when it is read, and the source need not be read again to find it. What it says of no element is wrong;
 * it does not notice a few, and these are found in other ways. Filled by one thread, then for any thread.
 */
final class ElementFilter {
    /** Words are saved in pieces of so many. */
    static final int PIECE_WORDS = 8_192;

    private static final int BITS_PER_ROW = 32;
    private static final int MOST_POSITIONS = 10;

    private final long[] words;
    private final int positions;

    /** An empty one. */
    ElementFilter(Size size) {
        words = new long[size.words];
        positions = size.positions;
    }

    /** @param positions how many bits an element sets */
    record Size(int words, int positions) {
        /** For so many rows. @param most how many words there may be */
        static Size of(long rows, int most) {
            int words = (int) Math.clamp(rows * BITS_PER_ROW / Long.SIZE, 1, most);
            double perRow = (double) words * Long.SIZE / Math.max(1, rows);
            return new Size(words, (int) Math.clamp(Math.round(perRow * Math.log(2)), 1, MOST_POSITIONS));
        }
    }

    void add(long key, long row) {
        long step = step(key, row);
        for (int i = 0; i < positions; i++) {
            long bit = bit(key, i * step);
            words[(int) (bit >>> 6)] |= 1L << bit;
        }
    }

    /** False: the target did not have it. */
    boolean mayHave(long key, long row) {
        long step = step(key, row);
        for (int i = 0; i < positions; i++) {
            long bit = bit(key, i * step);
            if ((words[(int) (bit >>> 6)] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private static long step(long key, long row) {
        return (row ^ Long.rotateLeft(key, 32)) * 0x9e3779b97f4a7c15L | 1;
    }

    private long bit(long key, long steps) {
        return Math.unsignedMultiplyHigh((key + steps) * 0xbf58476d1ce4e5b9L, (long) words.length * Long.SIZE);
    }

    int pieces() {
        return (words.length + PIECE_WORDS - 1) / PIECE_WORDS;
    }

    /** The bytes of a piece. */
    byte[] piece(int number) {
        int from = number * PIECE_WORDS;
        int to = Math.min(words.length, from + PIECE_WORDS);
        var bytes = ByteBuffer.allocate((to - from) * Long.BYTES);
        for (int i = from; i < to; i++) {
            bytes.putLong(words[i]);
        }
        return bytes.array();
    }

    /** Puts a piece back. */
    void restore(int number, byte[] piece) {
        ByteBuffer.wrap(piece).asLongBuffer().get(words, number * PIECE_WORDS, piece.length / Long.BYTES);
    }
}
