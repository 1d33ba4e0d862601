package dev.tailrace.embedded.demo;

import dev.tailrace.embedded.checker.CheckReport;
import dev.tailrace.embedded.run.MigrationProgress;
import dev.tailrace.embedded.scenario.ChangeKind;
import dev.tailrace.embedded.scenario.Writers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened, in numbers that were counted. */
record Summary(List<Writers> writers, MigrationProgress last, Lag lag, CheckReport report, Duration elapsed) {
    int exitCode() {
        return report.isEqual() && last.allReadyAndEqual() ? 0 : 3;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(format("  copied       %,d items read by the copy", last.scanned()));
        lines.add(format(
                "  written      %,d changes: %,d inserts, %,d updates, %,d deletes, %,d deletes with re-insert, %,d moves",
                writers.stream().mapToLong(Writers::changes).sum(),
                changes(ChangeKind.INSERT),
                changes(ChangeKind.UPDATE),
                changes(ChangeKind.DELETE),
                changes(ChangeKind.REINSERT),
                changes(ChangeKind.MOVE)));
        lines.add(
                format("  captured     %,d stream records applied, %,d rows removed", last.applied(), last.removed()));
        lines.add("  lag          " + lag + ", while the writers still wrote");
        lines.add(format("  quarantine   %,d items", last.quarantined()));
        lines.add("  kills        2, both SIGKILL");
        lines.add("  verdict      " + (last.allReadyAndEqual() ? "EQUAL, twice" : "not EQUAL"));
        lines.add(format(
                "  checker      %,d items, %,d rows: %,d missing, %,d extra, %,d different",
                report.items(), report.rows(), report.missing(), report.extra(), report.different()));
        report.examples().forEach(example -> lines.add("               " + example));
        lines.add(format("  duration     %.0f s", elapsed.toMillis() / 1000.0));
        lines.add("");
        lines.add(exitCode() == 0 ? "Nothing was lost." : "SOURCE AND TARGET DIFFER.");
        return lines;
    }

    private long changes(ChangeKind kind) {
        return writers.stream().mapToLong(writer -> writer.changes(kind)).sum();
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
