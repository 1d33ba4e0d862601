package dev.tailrace.embedded.rehearsal;

import dev.tailrace.embedded.checker.CheckReport;
import dev.tailrace.embedded.run.TableView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a rehearsal did, and what was left. Not thread-safe. */
final class ChaosReport {
    private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
    private final Map<String, Integer> killsByPhase = new TreeMap<>();
    private final List<CheckReport> reports = new ArrayList<>();
    private Duration still = Duration.ZERO;
    private long changes;
    private long passes;

    void hit(FaultKind kind, List<TableView> at) {
        faults.merge(kind, 1, Integer::sum);
        if (kind == FaultKind.KILL) {
            at.stream().map(TableView::phase).distinct().forEach(phase -> killsByPhase.merge(phase, 1, Integer::sum));
        }
    }

    /** A round's end. */
    void survived(RehearsalStack rehearsal, CheckReport report, Duration longestStill) {
        reports.add(report);
        changes += rehearsal.changes();
        passes += rehearsal.tables().stream().mapToLong(TableView::passNumber).sum();
        still = longestStill.compareTo(still) > 0 ? longestStill : still;
    }

    /** Whether every round ended with target rows that are what the source says. */
    boolean isEqual() {
        return !reports.isEmpty() && reports.stream().allMatch(report -> report.isEqual() && report.rows() > 0);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("  faults       " + faults);
        lines.add("  kills        while a table was " + killsByPhase);
        lines.add(format("  written      %,d changes; %,d passes over all tables", changes, passes));
        lines.add(format("  standstill   %.1f s at most in which nothing moved", still.toMillis() / 1000.0));
        for (CheckReport report : reports) {
            lines.add(format(
                    "  checker      %,d items, %,d rows: %,d missing, %,d extra, %,d different",
                    report.items(), report.rows(), report.missing(), report.extra(), report.different()));
            report.examples().forEach(example -> lines.add("               " + example));
        }
        return lines;
    }

    @Override
    public String toString() {
        return lines().stream().collect(Collectors.joining("\n"));
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
