package dev.tailrace.activities.verification;

import dev.tailrace.verify.Findings;
import dev.tailrace.workflows.verification.SampleStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a level found, ready for a verdict.
 *
 * @param sample what a sample proves; null for other levels
 * @param totals JSON text, see {@link Totals}; null where none were made
 * @param proven whether all that the level is to prove is proven, as far as the findings do not say otherwise
 * @param limits what the level does not prove, and what it did not prove this time; a sentence each
 */
record LevelResult(
        Findings findings,
        @Nullable SampleStatement sample,
        @Nullable String totals,
        boolean proven,
        List<String> limits) {
    LevelResult {
        limits = List.copyOf(limits);
    }

    /** Of a comparison of all. */
    static LevelResult of(Findings findings) {
        return new LevelResult(findings, null, null, true, List.of());
    }
}
