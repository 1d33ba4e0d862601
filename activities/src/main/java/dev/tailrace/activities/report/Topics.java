package dev.tailrace.activities.report;

import dev.tailrace.activities.report.ReportModel.Event;
import dev.tailrace.activities.report.ReportedTable.LagMinute;
import dev.tailrace.activities.report.ReportedTable.PhaseChanged;
import dev.tailrace.activities.report.ReportedTable.TargetTable;
import dev.tailrace.workflows.verification.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A report's rows by topic, over all its tables, as its page shows them: each topic with a limit, and how many more there are. */
public final class Topics {
    private final ReportModel report;

    public Topics(ReportModel report) {
        this.report = report;
    }

    /**
     * The first rows of a topic.
     *
     * @param more how many are not among them
     */
    public record Limited<T>(List<T> rows, long more) {
        static <T> Limited<T> of(List<T> all) {
            return of(all, ReportLimits.ROWS);
        }

        static <T> Limited<T> of(List<T> all, int most) {
            return new Limited<>(all.stream().limit(most).toList(), Math.max(0, all.size() - most));
        }

        /** Whether there is none. */
        public boolean isEmpty() {
            return rows.isEmpty();
        }
    }

    /** A row of a topic with the table that it is of. */
    public record Of<T>(String table, T row) {}

    /** A table's verdict that can be believed. */
    public record StandingVerdict(ReportedTable table, Verdict verdict) {}

    /** The verdicts that tables stand on, the worst first. */
    public Limited<StandingVerdict> standing() {
        return Limited.of(report.tables().stream()
                .flatMap(table -> table.proof().stream().map(verdict -> new StandingVerdict(table, verdict)))
                .toList());
    }

    public Limited<ReportedTable> tables() {
        return Limited.of(report.tables());
    }

    public Limited<Of<ReportedRun>> runs() {
        return each(table -> table.runs().stream());
    }

    public Limited<Of<ReportedPass>> passes() {
        return each(table -> table.passes().stream());
    }

    public Limited<Of<TargetTable>> targets() {
        return each(table -> table.targets().stream());
    }

    public Limited<Of<PhaseChanged>> phases() {
        return each(table -> table.phases().stream());
    }

    public Limited<Of<ReportedQuarantine.Reason>> quarantineReasons() {
        return each(table -> table.quarantine().reasons().stream());
    }

    public Limited<Of<ReportedQuarantine.Entry>> quarantined() {
        return each(table -> table.quarantine().items().stream());
    }

    /** A target table's totals. @param run that counted it */
    public record Counted(String table, long run, TableTotals row) {}

    /** What the newest run of each table that has counted has counted. */
    public Limited<Counted> totals() {
        return Limited.of(
                report.tables().stream()
                        .flatMap(table -> table.runs().stream()
                                .filter(run -> !run.totals().isEmpty())
                                .limit(1)
                                .flatMap(run -> run.totals().stream()
                                        .map(totals -> new Counted(table.name(), run.run(), totals))))
                        .toList(),
                ReportLimits.TABLES_OF_TOTALS);
    }

    /** What constraints would refuse, of the verdicts that stand. */
    public Limited<Of<String>> warnings() {
        return each(table -> table.proof().stream().flatMap(verdict -> verdict.warnings().stream()));
    }

    public Limited<Of<ReportedTable.Repair>> repairs() {
        return each(table -> table.repairs().stream());
    }

    public Limited<ReportedDifference> differences() {
        return Limited.of(report.tables().stream()
                .flatMap(table -> table.differences().shown().stream())
                .toList());
    }

    /** How many differences the standing runs have found in all. */
    public long differencesInAll() {
        return report.tables().stream()
                .mapToLong(table -> table.differences().total())
                .sum();
    }

    /** The newest first: what happened last is asked for first. */
    public Limited<Event> events() {
        return Limited.of(new ArrayList<>(report.audit().events()).reversed());
    }

    /** The greatest lag of each hour, or of each day where that were too many. */
    public Limited<Of<LagMinute>> lag() {
        var points = each(table -> inSteps(table.lag(), ChronoUnit.HOURS).stream());
        return points.more() == 0 ? points : each(table -> inSteps(table.lag(), ChronoUnit.DAYS).stream());
    }

    private static List<LagMinute> inSteps(List<LagMinute> lag, ChronoUnit step) {
        var greatest = new TreeMap<Instant, LagMinute>();
        for (var minute : lag) {
            greatest.merge(
                    minute.minute().truncatedTo(step),
                    new LagMinute(minute.minute().truncatedTo(step), minute.seconds()),
                    (a, b) -> Double.parseDouble(a.seconds()) >= Double.parseDouble(b.seconds()) ? a : b);
        }
        return List.copyOf(greatest.values());
    }

    private <T> Limited<Of<T>> each(Function<ReportedTable, Stream<T>> rows) {
        return Limited.of(report.tables().stream()
                .flatMap(table -> rows.apply(table).map(row -> new Of<>(table.name(), row)))
                .toList());
    }
}
