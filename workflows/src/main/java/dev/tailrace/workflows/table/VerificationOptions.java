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
}
