package dev.tailrace.verify;

/** How much to draw. */
public final class SampleSize {
    /** As many as are held and looked up in one run. */
    private static final int MOST = 1_000_000;

    private SampleSize() {}

    /**
     * How many of units whose number is not known to draw; of fewer, all are drawn. No more than a million: where that is too few
     * for the share, the sample proves less, and says so.
     *
     * @param atMost see {@link #of}
     * @param confidence see {@link #of}
     */
    public static int ofMany(double atMost, double confidence) {
        return (int) Math.min(MOST, Math.ceil(Math.log1p(-confidence) / Math.log1p(-atMost)));
    }

    /**
     * The smallest number of units to draw so that a sample in which nothing is wrong proves that no more than a share is. Where
     * the share is less than one unit, all.
     *
     * @param units of how many to draw, at least 1
     * @param atMost the share, above 0 and below 1
     * @param confidence above 0 and below 1
     */
    public static int of(long units, double atMost, double confidence) {
        long bound = (long) Math.floor(units * atMost);
        long low = 1;
        long high = units;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (SampleBound.atMost(units, middle, 0, confidence) <= bound) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Math.toIntExact(low);
    }
}
