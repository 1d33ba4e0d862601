package dev.tailrace.verify;

import java.util.Arrays;
import java.util.BitSet;

/** Key digests whose keys are looked for. Thread-safe. */
final class Unnamed {
    private final long[] sorted;
    private final BitSet named = new BitSet();
    private int left;

    /** @param sorted in order, one more than once where several elements have the key; not copied */
    Unnamed(long[] sorted) {
        this.sorted = sorted;
        this.left = sorted.length;
    }

    /** How many there are, named or not. */
    int size() {
        return sorted.length;
    }

    /** How many have no name yet. */
    synchronized int left() {
        return left;
    }

    /** Names the elements of a key. Returns how many had no name before. */
    int name(long key) {
        int at = Arrays.binarySearch(sorted, key);
        return at < 0 ? 0 : name(at);
    }

    private synchronized int name(int at) {
        int first = at;
        while (first > 0 && sorted[first - 1] == sorted[at]) {
            first--;
        }
        int end = at + 1;
        while (end < sorted.length && sorted[end] == sorted[at]) {
            end++;
        }
        if (named.get(first)) {
            return 0;
        }
        named.set(first, end);
        left -= end - first;
        return end - first;
    }
}
