package dev.tailrace.activities.report;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.verification.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source table in a report. Persisted field names.
 *
 * @param phase where it is
 * @param outcome of the run that it stands on; INCOMPLETE without one
 * @param sentence the same in words
 * @param runs all verifications of all passes, the newest first
 * @param passes the newest first
 * @param targets the tables that its items go to, by name
 * @param differences what the run that it stands on found; none without one
 * @param repairs of verdicts' differences, the oldest first
 * @param phases each change of its phase, the oldest first
 * @param lag the greatest of each minute, the oldest first
 */
public record ReportedTable(
        String name,
        String phase,
        VerdictOutcome outcome,
        String sentence,
        List<ReportedRun> runs,
        List<ReportedPass> passes,
        List<TargetTable> targets,
        ReportedQuarantine quarantine,
        Differences differences,
        List<Repair> repairs,
        List<PhaseChanged> phases,
        List<LagMinute> lag) {
    public ReportedTable {
        runs = List.copyOf(runs);
        passes = List.copyOf(passes);
        targets = List.copyOf(targets);
        repairs = List.copyOf(repairs);
        phases = List.copyOf(phases);
        lag = List.copyOf(lag);
    }

    /** The run that the table stands on ({@link StandingRun}). */
    public Optional<ReportedRun> standing() {
        return runs.stream().filter(ReportedRun::stands).findFirst();
    }

    /** The verdict that the table stands on, where there is one that can be believed. */
    public Optional<Verdict> proof() {
        return standing().flatMap(ReportedRun::proof);
    }

    /** The pass that is the newest. */
    public Optional<ReportedPass> pass() {
        return passes.stream().findFirst();
    }

    /**
     * A target table.
     *
     * @param columns those that are compared, by the mapping; empty where a plugin decides
     */
    public record TargetTable(String name, List<Column> columns) {
        public TargetTable {
            columns = List.copyOf(columns);
        }
    }

    /**
     * @param type as the file states it; empty where it follows from the mapping
     * @param key whether it is part of the row's key
     */
    public record Column(String name, String type, boolean key) {}

    /**
     * What was found to differ.
     *
     * @param total of the standing run
     * @param shown the first of them, not more than {@link ReportLimits#DIFFERENCES}
     */
    public record Differences(long total, List<ReportedDifference> shown) {
        public Differences {
            shown = List.copyOf(shown);
        }
    }

    /** @param reason why, in a sentence; empty for none */
    public record PhaseChanged(Instant at, String from, String to, String actor, String reason) {}

    /** @param seconds with one digit behind the point */
    public record LagMinute(Instant minute, String seconds) {}

    /**
     * A repair of what a verdict found.
     *
     * @param run the verdict's
     * @param deleteForeign whether rows that no item can have were to be deleted
     * @param written rows that stand as the source has them since
     * @param removed keys at which no row is any more
     * @param foreignLeft rows that no item can have, left where they are
     * @param endedAt null while it runs
     */
    public record Repair(
            int pass,
            long run,
            String by,
            boolean deleteForeign,
            long written,
            long removed,
            long foreignLeft,
            Instant begunAt,
            @Nullable Instant endedAt) {
        /** Whether it may have written since a run of the same pass had its verdict. */
        boolean isAfter(ReportedRun verified) {
            return pass == verified.pass() && (endedAt == null || endedAt.isAfter(verified.storedAt()));
        }
    }
}
