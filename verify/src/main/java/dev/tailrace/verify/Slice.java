package dev.tailrace.verify;

/**
 * A part of the key space, by the keys' digests: where too much differs for one sketch, each part has one.
 *
 * @param number from 0
 * @param of how many there are
 */
record Slice(int number, int of) {
    boolean has(long key) {
        return of == 1 || Math.unsignedMultiplyHigh(key, of) == number;
    }
}
