package dev.tailrace.verify;

/**
 * How much a comparison keeps in memory and reads again before it says that there is more.
 *
 * @param rowsHeld how many source rows a sweep over differing buckets holds, about 250 bytes each
 * @param sweeps how many sweeps there are at most; each reads both sides again
 * @param watched how many items may be under suspicion at a time, about 1 KB each
 */
record ComparisonLimits(long rowsHeld, int sweeps, int watched) {
    static final ComparisonLimits STANDARD = new ComparisonLimits(400_000, 25, 20_000);
}
