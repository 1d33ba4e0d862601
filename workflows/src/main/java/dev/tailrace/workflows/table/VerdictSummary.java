package dev.tailrace.workflows.table;

import java.util.List;

/**
 * The last verdict in short; in full it stands in the control schema. Persisted field names; counts are of rows or items.
 *
 * @param level how much it read
 * @param accepted items in quarantine that were accepted by name
 * @param limits what was not proven, the first few
 * @param warnings what the constraints that the file asks for would refuse, the first few
 * @param digest the verdict's, 64 hex digits
 */
public record VerdictSummary(
        VerificationLevel level,
        VerdictOutcome outcome,
        long equal,
        long missing,
        long extra,
        long different,
        long quarantined,
        long accepted,
        long unproven,
        List<String> limits,
        String finishedAt,
        List<String> warnings,
        String digest) {
    public VerdictSummary {
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
        limits = limits == null ? List.of() : List.copyOf(limits);
    }

    /** Rows that are wrong at the target. */
    public long mismatches() {
        return missing + extra + different;
    }
}
