package dev.tailrace.workflows.table;

import org.jspecify.annotations.Nullable;

/**
 * How to verify. Persisted field names; also those of {@code verify}'s input and of {@code verification} in the file.
 *
 * @param seed what a sample is drawn by, any text; null for one that is drawn at random and recorded
 * @param confidence of a sample's statement, from 0.5 to 0.9999; null for 0.95
 * @param atMost which share of the units may be wrong at most if a sample finds nothing, above 0 and up to 0.5; it decides
 *     how much is drawn; null for 0.001
 */
public record VerificationOptions(
        VerificationLevel level,
        @Nullable String seed,
        @Nullable Double confidence,
        @Nullable Double atMost) {
    /** Every row, both ways. */
    public static final VerificationOptions FULL = new VerificationOptions(VerificationLevel.FULL, null, null, null);

    static final double LEAST_CONFIDENCE = 0.5;
    static final double LARGEST_SHARE = 0.5;
    private static final double USUAL_CONFIDENCE = 0.95;
    private static final double USUAL_SHARE = 0.001;

    /** Of a level and nothing more: what a sample of it proves at least. */
    public static VerificationOptions least(VerificationLevel level) {
        return new VerificationOptions(level, null, LEAST_CONFIDENCE, LARGEST_SHARE);
    }

    /**
     * Whether a verification like this proves all that one like the other proves. One of the keys touched since a verdict rests
     * on that verdict, so it never takes the place of another level.
     */
    public boolean provesAsMuchAs(VerificationOptions other) {
        return switch (other.level) {
            case COUNT -> level != VerificationLevel.TOUCHED;
            case SAMPLE ->
                level == VerificationLevel.FULL
                        || level == VerificationLevel.SAMPLE
                                && confidenceInForce() >= other.confidenceInForce()
                                && shareInForce() <= other.shareInForce();
            case FULL -> level == VerificationLevel.FULL;
            case TOUCHED -> level == VerificationLevel.TOUCHED || level == VerificationLevel.FULL;
        };
    }

    private double confidenceInForce() {
        return confidence == null ? USUAL_CONFIDENCE : confidence;
    }

    private double shareInForce() {
        return atMost == null ? USUAL_SHARE : atMost;
    }
}
