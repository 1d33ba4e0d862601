package dev.tailrace.activities.report;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A verification that has ended. Persisted field names.
 *
 * @param pass the pass's number
 * @param stands whether the table stands on it ({@link StandingRun})
 * @param trouble what is wrong with the stored text, in a sentence; null where it is what its digest says
 * @param verdict null where the text cannot be read
 * @param totals what was counted, by target table; empty for runs that count nothing. They are no part of the verdict's digest
 * @param text as it is stored: {@code jq -cS 'del(.digest)'} of it, without a line break, has the digest
 */
public record ReportedRun(
        long passId,
        int pass,
        long run,
        Instant storedAt,
        VerificationLevel level,
        VerdictOutcome outcome,
        boolean stands,
        @Nullable String trouble,
        @Nullable Verdict verdict,
        List<TableTotals> totals,
        String text) {
    public ReportedRun {
        totals = List.copyOf(totals);
    }

    ReportedRun standing() {
        return new ReportedRun(passId, pass, run, storedAt, level, outcome, true, trouble, verdict, totals, text);
    }

    /** The same as it is shown once it cannot be believed: it proves nothing, but what it found to be wrong is not unsaid. */
    ReportedRun doubted(String why) {
        return new ReportedRun(
                passId,
                pass,
                run,
                storedAt,
                level,
                outcome == VerdictOutcome.DIFFERENT ? outcome : VerdictOutcome.INCOMPLETE,
                stands,
                why,
                verdict,
                totals,
                text);
    }

    /** The same with what was counted. */
    ReportedRun with(List<TableTotals> counted) {
        return new ReportedRun(passId, pass, run, storedAt, level, outcome, stands, trouble, verdict, counted, text);
    }

    /** Whether a difference is one that it found. */
    boolean found(ReportedDifference difference) {
        return run == difference.run() && pass == difference.pass();
    }

    /** The verdict, where it can be believed. */
    public Optional<Verdict> proof() {
        return trouble == null ? Optional.ofNullable(verdict) : Optional.empty();
    }
}
