package dev.tailrace.verify;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * How many units are wrong at most, given how many of those drawn are: the one-sided bound of the hypergeometric distribution, as
 * units are drawn without putting them back. It is the largest number K of wrong units at which so few would still be found with a
 * probability of more than 1 − confidence; at any larger number that would be less likely.
 */
public final class SampleBound {
    /** Of a sum, below what a double tells apart. */
    private static final double NEGLIGIBLE = 1e-17;

    private SampleBound() {}

    /**
     * The bound.
     *
     * @param units of how many it was drawn
     * @param drawn how many were drawn
     * @param wrong of these, those that are wrong or could not be told
     * @param confidence above 0 and below 1
     * @return from {@code wrong} to {@code units}
     */
    public static long atMost(long units, long drawn, long wrong, double confidence) {
        if (drawn > units || wrong > drawn || wrong < 0) {
            throw new IllegalArgumentException(
                    "Cannot bound a sample: " + wrong + " wrong of " + drawn + " drawn of " + units + ".");
        }
        if (units > Integer.MAX_VALUE) {
            return ofVeryMany(units, drawn, wrong, confidence);
        }
        double alpha = 1 - confidence;
        // What was not drawn can be wrong, what was drawn and is right cannot. All of that wrong: found for certain.
        long low = wrong;
        long high = units - (drawn - wrong);
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (isLikely(units, middle, drawn, wrong, alpha)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** As if units were put back, which bounds to a little more: Clopper and Pearson, one-sided. */
    private static long ofVeryMany(long units, long drawn, long wrong, double confidence) {
        return drawn == wrong
                ? units
                : (long) (units
                        * BetaDistribution.of(wrong + 1.0, drawn - wrong).inverseCumulativeProbability(confidence));
    }

    /**
     * Whether so few wrong units are found with a probability of more than alpha. The probabilities of the numbers on that side of the
     * mean are added up, each from the one before, until it is known. The library's own sum begins at the median, which takes minutes
     * to find where units are many.
     */
    private static boolean isLikely(long units, long wrong, long drawn, long found, double alpha) {
        if (found >= Math.min(wrong, drawn)) {
            return true;
        }
        var numbers =
                HypergeometricDistribution.of(Math.toIntExact(units), Math.toIntExact(wrong), Math.toIntExact(drawn));
        return found < numbers.getMean()
                ? atMost(numbers, Math.toIntExact(found), alpha) > alpha
                : above(numbers, Math.toIntExact(found), 1 - alpha) < 1 - alpha;
    }

    /** The probability of {@code found} and less, or a part of it that is more than enough. */
    private static double atMost(HypergeometricDistribution wrong, int found, double enough) {
        double term = wrong.probability(found);
        double sum = term;
        for (long x = found; x > wrong.getSupportLowerBound() && isOpen(sum, term, enough); x--) {
            term *= (double) x
                    / (wrong.getNumberOfSuccesses() - x + 1)
                    * ((double) wrong.getPopulationSize() - wrong.getNumberOfSuccesses() - wrong.getSampleSize() + x)
                    / (wrong.getSampleSize() - x + 1);
            sum += term;
        }
        return sum;
    }

    /** The probability of more than {@code found}, or a part of it that is enough. */
    private static double above(HypergeometricDistribution wrong, int found, double enough) {
        double term = wrong.probability(found + 1);
        double sum = term;
        for (long x = found + 1L; x < wrong.getSupportUpperBound() && isOpen(sum, term, enough); x++) {
            term *= (double) (wrong.getNumberOfSuccesses() - x)
                    / (x + 1)
                    * (wrong.getSampleSize() - x)
                    / ((double) wrong.getPopulationSize()
                            - wrong.getNumberOfSuccesses()
                            - wrong.getSampleSize()
                            + x
                            + 1);
            sum += term;
        }
        return sum;
    }

    private static boolean isOpen(double sum, double term, double enough) {
        return sum <= enough && term > sum * NEGLIGIBLE;
    }
}
