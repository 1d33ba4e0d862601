package dev.tailrace.worker.cli;

import dev.tailrace.workflows.migration.Findings;
import dev.tailrace.workflows.migration.MigrationStatus;
import dev.tailrace.workflows.migration.Obstacle;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.TableActivities.TableProgress;
import dev.tailrace.workflows.migration.TableStatus;
import dev.tailrace.workflows.migration.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A migration's status as a block for people. */
final class StatusText {
    /** A capture that has read all there was so lately keeps up. */
    private static final double CONVERGED_SECONDS = 30;

    private StatusText() {}

    static String of(MigrationStatus status) {
        var lines = new ArrayList<String>();
        var now = status.seenAt() == null ? status.since() : status.seenAt();
        lines.add("%s  %s  %s".formatted(status.migration(), status.health(), status.headline()));
        addObstacle(lines, status.obstacle());
        for (var table : status.tables()) {
            lines.add("");
            addTable(lines, table, now);
        }
        if (status.next() != null) {
            lines.add("");
            lines.add("next  " + status.next());
        }
        return String.join("\n", lines);
    }

    private static void addTable(List<String> lines, TableStatus table, Instant now) {
        lines.add(headline(table, now));
        var progress = table.progress();
        if (progress != null) {
            lines.add("  segments  " + segments(progress));
            lines.add("  capacity  " + capacity(table, progress));
            lines.add("  capture   " + capture(progress));
            if (progress.skipped() > 0) {
                lines.add("  left out  " + LeftOut.words(progress.skipped(), progress.skippedBy()));
            }
            if (progress.inexact() > 0) {
                lines.add(grouped("  one way   %,d items copied would not come back exactly", progress.inexact()));
            }
            if (progress.quarantined() > 0) {
                lines.add(grouped("  bad items %,d in quarantine", progress.quarantined()));
            }
        }
        table.heldBackBy().forEach(reason -> lines.add("  held back by " + reason));
        if (table.verdict() != null) {
            lines.add("  verdict   " + verdict(table.verdict()));
        }
        Stream.of(table.doing(), table.warning(), deadline(table), table.afterAbort())
                .filter(remark -> remark != null && !remark.isEmpty())
                .forEach(remark -> lines.add("  " + remark));
        addObstacle(lines, table.obstacle());
    }

    private static String headline(TableStatus table, Instant now) {
        var progress = table.progress();
        return Stream.of(
                        table.table(),
                        table.phase().name(),
                        String.join(", ", table.flags()),
                        table.percent() == null ? "" : grouped("%.1f %%", table.percent()),
                        progress == null
                                ? ""
                                : Words.count(progress.scanned()) + " of ~" + Words.count(progress.estimated())
                                        + " items",
                        table.itemsPerSecond() == null ? "" : Words.count(table.itemsPerSecond()) + " items/s",
                        table.phase() == Phase.BACKFILLING ? "elapsed " + Words.rough(elapsed(table.since(), now)) : "",
                        table.left() == null
                                ? ""
                                : "left " + Words.rough(table.left().soonest()) + " – "
                                        + Words.rough(table.left().latest()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  "));
    }

    /** The numbers may be older than the phase. */
    private static Duration elapsed(Instant since, Instant now) {
        return now.isBefore(since) ? Duration.ZERO : Duration.between(since, now);
    }

    private static String segments(TableProgress progress) {
        return grouped(
                "%d/%d done · %d running%s",
                progress.segmentsDone(),
                progress.segments(),
                progress.segmentsRunning(),
                progress.slowestSegment() == null ? "" : " · slowest " + (progress.slowestSegment() + 1));
    }

    private static String capacity(TableStatus table, TableProgress progress) {
        var limit = progress.unitsPerSecond();
        var pace = table.unitsPerSecond() == null
                ? (limit == null ? "" : grouped("at most %,.0f read units/s · ", limit))
                : grouped("%,.0f", table.unitsPerSecond())
                        + (limit == null ? "" : grouped(" of %,.0f", limit))
                        + " read units/s · ";
        return pace + grouped("%,.0f in all · throttles %,d", progress.consumedUnits(), progress.throttles());
    }

    private static String capture(TableProgress progress) {
        return grouped(
                "%,d applied · %,d removed · lag %s%s",
                progress.applied(),
                progress.removed(),
                progress.lagSeconds() == null ? "unknown" : grouped("%.1f s", progress.lagSeconds()),
                progress.openLanes() == 0
                        ? ""
                        : progress.oldestUnreadSeconds() < CONVERGED_SECONDS
                                ? " · converging"
                                : " · oldest unread record "
                                        + Words.rough(Duration.ofSeconds((long) progress.oldestUnreadSeconds()))
                                        + " old");
    }

    private static String verdict(Findings verdict) {
        var counts = grouped(
                "%s  %,d equal · %,d missing · %,d extra · %,d different",
                verdict.outcome(), verdict.equal(), verdict.missing(), verdict.extra(), verdict.different());
        var rest = (verdict.quarantined() > 0 ? grouped(" · %,d in quarantine", verdict.quarantined()) : "")
                + (verdict.unproven() > 0 ? grouped(" · %,d not proven", verdict.unproven()) : "");
        return Stream.of(
                        Stream.of(counts + rest),
                        verdict.limits().stream().map(limit -> "not proven: " + limit),
                        verdict.warnings().stream().map(warning -> "later: " + warning))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n            "));
    }

    private static @Nullable String deadline(TableStatus table) {
        return table.deadline() == null
                ? null
                : "Capture is paused: stream records begin to be lost at " + Words.minute(table.deadline());
    }

    private static void addObstacle(List<String> lines, @Nullable Obstacle obstacle) {
        if (obstacle != null) {
            lines.add(obstacle.problem().describe().indent(2).stripTrailing());
        }
    }

    /** The same digits and separators everywhere. */
    private static String grouped(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
