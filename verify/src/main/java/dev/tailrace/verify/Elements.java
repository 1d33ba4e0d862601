package dev.tailrace.verify;

import java.util.Arrays;

/** Elements on their way into a sketch. Not thread-safe. */
final class Elements {
    private long[] digests = new long[256];
    private int size;

    void add(long key, long row) {
        if (size == digests.length) {
            digests = Arrays.copyOf(digests, 2 * size);
        }
        digests[size++] = key;
        digests[size++] = row;
    }

    /** @param sign 1 for the source, -1 for the target */
    void addTo(Sketch sketch, int sign) {
        for (int i = 0; i < size; i += 2) {
            sketch.add(sign, digests[i], digests[i + 1]);
        }
    }
}
