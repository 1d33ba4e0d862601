package dev.tailrace.activities.report;

import dev.tailrace.activities.report.Conclusion.Next;
import dev.tailrace.activities.report.ReportModel.Approval;
import dev.tailrace.activities.report.ReportModel.Trail;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** From what is known of each table to what is known of the migration: no more than of its worst table. */
final class Conclusions {
    /** From the worst. */
    private static final List<VerdictOutcome> WORST =
            List.of(VerdictOutcome.DIFFERENT, VerdictOutcome.INCOMPLETE, VerdictOutcome.EXCEPTED, VerdictOutcome.EQUAL);

    private static final String NOTHING = "no verification of the newest pass has ended; nothing is proven";

    private final String migration;
    private final List<ReportedTable> tables;
    private final List<Approval> approvals;
    private final Trail trail;

    Conclusions(String migration, List<ReportedTable> tables, List<Approval> approvals, Trail trail) {
        this.migration = migration;
        this.tables = tables;
        this.approvals = approvals;
        this.trail = trail;
    }

    static int rank(VerdictOutcome outcome) {
        return WORST.indexOf(outcome);
    }

    Conclusion conclusion() {
        var alarms = alarms();
        var outcome = outcome(alarms);
        return new Conclusion(outcome, sentence(outcome), alarms, notProven(), next(outcome, alarms));
    }

    /** Evidence that cannot be believed proves nothing; what is known to be wrong stays so. */
    private VerdictOutcome outcome(List<String> alarms) {
        var worst = tables.stream()
                .map(ReportedTable::outcome)
                .min((a, b) -> rank(a) - rank(b))
                .orElse(VerdictOutcome.INCOMPLETE);
        return alarms.isEmpty() || worst == VerdictOutcome.DIFFERENT ? worst : VerdictOutcome.INCOMPLETE;
    }

    private List<String> alarms() {
        var alarms = new ArrayList<String>();
        if (trail.trouble() != null) {
            alarms.add("The audit trail cannot be believed: " + trail.trouble());
        }
        for (var table : tables) {
            for (var run : table.runs()) {
                if (run.trouble() != null) {
                    alarms.add("Table %s, run %d: the verdict cannot be believed: %s"
                            .formatted(table.name(), run.run(), run.trouble()));
                }
            }
        }
        return alarms;
    }

    private String sentence(VerdictOutcome outcome) {
        return switch (outcome) {
            case EQUAL, EXCEPTED -> good(outcome == VerdictOutcome.EXCEPTED);
            case DIFFERENT ->
                "%s, in %s of %s."
                        .formatted(
                                wrongRows(),
                                Show.number(with(VerdictOutcome.DIFFERENT)),
                                Show.count(tables.size(), "table"));
            case INCOMPLETE ->
                "Nothing is known to be wrong, but not all was proven: see below for %s of %s."
                        .formatted(
                                Show.number(Math.max(1, with(VerdictOutcome.INCOMPLETE))),
                                Show.count(Math.max(1, tables.size()), "table"));
        };
    }

    /** A verdict that is not believed names no rows, and one that only counted names totals: then there is no number to tell. */
    private String wrongRows() {
        boolean named = tables.stream()
                .filter(table -> table.outcome() == VerdictOutcome.DIFFERENT)
                .allMatch(table -> table.proof()
                        .filter(verdict -> verdict.level() != VerificationLevel.COUNT)
                        .isPresent());
        long rows = tables.stream()
                .flatMap(table -> table.proof().stream())
                .mapToLong(verdict -> verdict.confirmed().mismatches())
                .sum();
        return named
                ? Show.count(rows, "row") + " at the target " + (rows == 1 ? "is" : "are") + " wrong"
                : "Source and target differ";
    }

    private String good(boolean excepted) {
        long rows = tables.stream()
                .flatMap(table -> table.proof().stream())
                .mapToLong(verdict -> verdict.balance().source().rows())
                .sum();
        var parts = tables.stream()
                .filter(table -> table.standing()
                        .map(run -> run.level() != VerificationLevel.FULL)
                        .orElse(true))
                .count();
        var whole = parts == 0
                ? "Each of %s in %s was compared, both ways, and is the same"
                        .formatted(Show.count(rows, "row"), Show.count(tables.size(), "table"))
                : "No row is known to be wrong; %s of %s stand on less than a full comparison"
                        .formatted(Show.number(parts), Show.count(tables.size(), "table"));
        long accepted = tables.stream()
                .flatMap(table -> table.proof().stream())
                .mapToLong(verdict -> verdict.confirmed().accepted())
                .sum();
        return whole
                + (excepted ? ", but for " + Show.count(accepted, "item") + " in quarantine, accepted by name." : ".");
    }

    private long with(VerdictOutcome outcome) {
        return tables.stream().filter(table -> table.outcome() == outcome).count();
    }

    /** Each limit once, with the tables that have it. */
    private List<String> notProven() {
        var limits = new LinkedHashMap<String, TreeSet<String>>();
        for (var table : tables) {
            table.standing()
                    .ifPresentOrElse(
                            run -> run.proof()
                                    .ifPresent(verdict -> verdict.limits().forEach(limit -> add(limits, limit, table))),
                            () -> add(limits, NOTHING, table));
        }
        var lines = new ArrayList<String>();
        limits.forEach((limit, names) -> lines.add(
                names.size() == tables.size() && names.size() > 1
                        ? "All tables: " + limit
                        : String.join(", ", names) + ": " + limit));
        for (var table : tables) {
            if (isRepairedSince(table)) {
                lines.add(table.name() + ": a repair has written rows since the verdict; verify again");
            }
        }
        afterwards().ifPresent(lines::add);
        return lines.isEmpty() ? List.of("Anything: the migration has no table.") : List.copyOf(lines);
    }

    private static boolean isRepairedSince(ReportedTable table) {
        return table.standing()
                .filter(run -> table.repairs().stream().anyMatch(repair -> repair.isAfter(run)))
                .isPresent();
    }

    /** A verdict is of moments that are past. */
    private Optional<String> afterwards() {
        var ends = tables.stream()
                .flatMap(table -> table.proof().stream())
                .map(verdict -> verdict.circumstances().to())
                .map(Instant::parse)
                .sorted()
                .toList();
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        var first = Show.time(ends.getFirst());
        var last = Show.time(ends.getLast());
        return Optional.of("What changed after a comparison ended: "
                + (first.equals(last) ? "that was at " + last : "the first did at " + first + ", the last at " + last));
    }

    private static void add(LinkedHashMap<String, TreeSet<String>> limits, String limit, ReportedTable table) {
        limits.computeIfAbsent(limit, l -> new TreeSet<>()).add(table.name());
    }

    private Next next(VerdictOutcome outcome, List<String> alarms) {
        if (!alarms.isEmpty()) {
            return new Next(
                    "Find out who can write to the control schema, and verify again once it is as it was.",
                    "tailrace verify " + migration + " --wait");
        }
        return switch (outcome) {
            case EQUAL, EXCEPTED -> approve();
            case DIFFERENT ->
                new Next(
                        "Look at what differs, find its cause, and have the rows written as the source has them.",
                        "tailrace repair " + migration);
            case INCOMPLETE ->
                tables.stream()
                                .anyMatch(table -> table.quarantine().total()
                                        > table.quarantine().accepted())
                        ? new Next(
                                "Correct the items in quarantine at the source, or accept them by name; then verify again.",
                                "tailrace quarantine " + migration)
                        : new Next("Have a verification run to its end.", "tailrace verify " + migration + " --wait");
        };
    }

    /** The first verdict that no one answers for yet. */
    private Next approve() {
        return tables.stream()
                .flatMap(table -> table.proof().stream())
                .map(Verdict::digest)
                .filter(digest -> approvals.stream()
                        .noneMatch(approval -> approval.digest().equals(digest)))
                .findFirst()
                .map(digest -> new Next(
                        "Check this report, as its last section says, and approve each verdict that you answer for.",
                        "tailrace approve " + migration + " --digest " + digest + " --by NAME --reason \"…\""))
                .orElseGet(() -> new Next("Each verdict that stands is approved: nothing is left to do here.", ""));
    }
}
