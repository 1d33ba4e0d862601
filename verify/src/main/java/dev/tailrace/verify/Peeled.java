package dev.tailrace.verify;

import java.util.Arrays;

/** The key digests of the elements that only one side has. Not thread-safe. */
final class Peeled {
    private final Growing source = new Growing();
    private final Growing target = new Growing();

    void add(int sign, long key) {
        (sign > 0 ? source : target).add(key);
    }

    Unnamed source() {
        return new Unnamed(source.sorted());
    }

    Unnamed target() {
        return new Unnamed(target.sorted());
    }

    private static final class Growing {
        private long[] values = new long[64];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        long[] sorted() {
            var all = Arrays.copyOf(values, size);
            Arrays.sort(all);
            return all;
        }
    }
}
