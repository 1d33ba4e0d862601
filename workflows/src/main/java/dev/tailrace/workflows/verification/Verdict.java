package dev.tailrace.workflows.verification;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.table.VerificationLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification says. Persisted names; it is stored as the exact text that {@link VerdictText} writes.
 *
 * @param run rises per table
 * @param confirmed what was found, each after another look
 * @param balance what was read, and what became of it
 * @param tables the rows per target table, in the order of their names
 * @param sample what the sample proves; null for other levels
 * @param limits what was not proven, a sentence each; never empty
 * @param warnings what the constraints that the file asks for would refuse, a sentence each; the source has it too
 * @param digest SHA-256 of its text without this field, 64 hex digits; empty before it is sealed. Approvals name it
 */
public record Verdict(
        long run,
        VerificationLevel level,
        VerdictOutcome outcome,
        Confirmed confirmed,
        Balance balance,
        List<TableRows> tables,
        @Nullable SampleStatement sample,
        Circumstances circumstances,
        List<String> limits,
        List<String> warnings,
        String digest) {
    /** What no full comparison proves; the last of each one's limits. */
    public static final List<String> STANDING_LIMITS = List.of(
            "each row was compared at a moment of its own between from and to: a change that was lost after its row was read"
                    + " is not found",
            "the same mapper made the rows of the copy and those of the comparison: its own mistakes are not found");

    private static final int LIMITS_SHOWN = 5;

    public Verdict {
        tables = List.copyOf(tables);
        limits = List.copyOf(limits);
        warnings = List.copyOf(warnings);
    }

    /** The same with its digest. */
    public Verdict sealed() {
        return withDigest(VerdictText.digest(this));
    }

    Verdict withDigest(String value) {
        return new Verdict(
                run, level, outcome, confirmed, balance, tables, sample, circumstances, limits, warnings, value);
    }

    /** Rows that were found the same on both sides. */
    public long equal() {
        return balance.target().paired() + balance.target().settled();
    }

    /** As status shows it: in full it stands in the control schema. */
    public VerdictSummary inShort() {
        return new VerdictSummary(
                level,
                outcome,
                equal(),
                confirmed.missing(),
                confirmed.extra(),
                confirmed.different(),
                confirmed.quarantined(),
                confirmed.accepted(),
                confirmed.unproven(),
                limits.stream()
                        .filter(limit -> !STANDING_LIMITS.contains(limit))
                        .limit(LIMITS_SHOWN)
                        .toList(),
                circumstances.to(),
                warnings.stream().limit(LIMITS_SHOWN).toList(),
                digest);
    }
}
