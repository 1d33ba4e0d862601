package dev.tailrace.worker.cli;

import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.status.HumanFormat;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.StatusAge;
import dev.tailrace.workflows.status.TableFlag;
import dev.tailrace.workflows.status.TableStatus;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import dev.tailrace.workflows.table.VerdictNotes;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.turn.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A migration's status as a block for people, as it is at a moment: each number with its age where that matters. */
final class StatusText {
    /** A capture that has read all there was so lately keeps up. */
    private static final double CONVERGED_SECONDS = 30;

    private final Instant now;
    private final StatusAge seen;
    private final Colours colours;
    private final List<String> lines = new ArrayList<>();

    private StatusText(MigrationStatus status, Instant now, Colours colours) {
        this.now = now;
        this.seen = new StatusAge(status.seenAt(), now);
        this.colours = colours;
    }

    /** @param now by the clock of whoever looks */
    static String of(MigrationStatus status, Instant now, Colours colours) {
        return new StatusText(status, now, colours).text(status);
    }

    private String text(MigrationStatus status) {
        lines.add("%s  %s  %s".formatted(status.migration(), colours.health(status.health()), status.headline()));
        if (status.seenAt() != null) {
            var age = "as of " + HumanFormat.second(status.seenAt()) + ", " + HumanFormat.ago(status.seenAt(), now);
            lines.add("  numbers   "
                    + (seen.isStale() ? colours.of(Health.WARNING, age + ": no worker could read newer ones") : age));
        }
        addObstacle(status.obstacle());
        for (var table : status.tables()) {
            lines.add("");
            addTable(table);
        }
        if (status.next() != null) {
            lines.add("");
            lines.add("next  " + status.next());
        }
        return String.join("\n", lines);
    }

    private void addTable(TableStatus table) {
        lines.add(headline(table));
        var progress = table.progress();
        if (progress != null) {
            lines.add("  segments  " + segments(progress));
            lines.add("  capacity  " + capacity(table, progress));
            lines.add("  capture   " + capture(table, progress));
            if (progress.skipped() > 0) {
                lines.add("  left out  " + LeftOut.words(progress.skipped(), progress.skippedBy()));
            }
            if (progress.inexact() > 0) {
                lines.add(grouped("  one way   %,d items copied would not come back exactly", progress.inexact()));
            }
            if (progress.quarantined() > 0) {
                lines.add("  bad items " + quarantined(progress));
            }
        }
        table.heldBackBy().forEach(reason -> lines.add("  held back by " + reason));
        if (table.verdict() != null) {
            lines.add("  verdict   " + verdict(table.verdict(), table.notes()));
        }
        Stream.of(table.doing(), table.warning(), deadline(table), table.afterAbort())
                .filter(remark -> remark != null && !remark.isEmpty())
                .forEach(remark -> lines.add("  " + remark));
        addObstacle(table.obstacle());
    }

    private String headline(TableStatus table) {
        var progress = table.progress();
        return Stream.of(
                        table.table(),
                        table.phase().name(),
                        table.health() == Health.OK ? "" : colours.health(table.health()),
                        table.flags().stream().map(TableFlag::words).collect(Collectors.joining(", ")),
                        copied(table),
                        progress == null ? "" : items(table, progress),
                        table.itemsPerSecond() == null ? "" : HumanFormat.count(table.itemsPerSecond()) + " items/s",
                        table.phase() == Phase.BACKFILLING
                                ? "elapsed " + HumanFormat.rough(elapsed(table.since()))
                                : "",
                        table.left() == null
                                ? ""
                                : "left " + HumanFormat.rough(table.left().soonest()) + " – "
                                        + HumanFormat.rough(table.left().latest()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  "));
    }

    /** A share belongs to a copy that runs: "READY 100 %" would say more than is known. */
    private static String copied(TableStatus table) {
        return table.progressPercent() == null || table.phase() != Phase.BACKFILLING
                ? ""
                : grouped("%.1f %%", table.progressPercent());
    }

    private static String items(TableStatus table, TableProgress progress) {
        return table.phase() == Phase.BACKFILLING
                ? HumanFormat.count(progress.scanned()) + " of ~" + HumanFormat.count(progress.estimated()) + " items"
                : "copied " + HumanFormat.count(progress.copied()) + " items"
                        + (table.backfillTook() == null ? "" : " in " + HumanFormat.rough(table.backfillTook()));
    }

    private Duration elapsed(Instant since) {
        return now.isBefore(since) ? Duration.ZERO : Duration.between(since, now);
    }

    private static String segments(TableProgress progress) {
        return grouped(
                "%,d of %,d done · %,d running%s",
                progress.segmentsDone(),
                progress.segments(),
                progress.segmentsRunning(),
                progress.slowestSegment() == null
                        ? ""
                        : grouped(" · slowest: segment %,d", progress.slowestSegment() + 1));
    }

    private static String capacity(TableStatus table, TableProgress progress) {
        var limit = progress.unitsPerSecond();
        var pace = table.unitsPerSecond() == null
                ? (limit == null ? "" : grouped("at most %,.0f read units/s · ", limit))
                : grouped("%,.0f", table.unitsPerSecond())
                        + (limit == null ? "" : grouped(" of %,.0f", limit))
                        + " read units/s · ";
        return pace
                + grouped("%,.0f read units in all · throttles %,d", progress.consumedUnits(), progress.throttles());
    }

    private String capture(TableStatus table, TableProgress progress) {
        var counts = grouped("%,d applied · %,d removed · ", progress.applied(), progress.removed());
        return counts + (table.captureStopped() ? "stopped" : lag(progress));
    }

    private String lag(TableProgress progress) {
        return grouped(
                "lag %s%s",
                seen.lag(progress),
                progress.openLanes() == 0 || seen.isStale()
                        ? ""
                        : progress.oldestUnreadSeconds() < CONVERGED_SECONDS
                                ? " · converging"
                                : " · oldest unread record up to "
                                        + HumanFormat.rough(Duration.ofSeconds((long) progress.oldestUnreadSeconds()))
                                        + " old");
    }

    private static String quarantined(TableProgress progress) {
        var reasons = progress.quarantinedBy().stream()
                .map(reason -> grouped("%s %,d", reason.code(), reason.count()))
                .collect(Collectors.joining(", "));
        var accepted = progress.accepted() == 0 ? "" : ", accepted by name";
        return grouped("%,d in quarantine%s", progress.quarantined(), accepted)
                + (reasons.isEmpty() ? "" : ": " + reasons);
    }

    private String verdict(VerdictSummary verdict, VerdictNotes notes) {
        var check = notes.check();
        return Stream.of(
                        Stream.of(counts(verdict, notes)),
                        HumanFormat.remarks(verdict, notes).stream(),
                        verdict.limits().stream().map(limit -> "not proven: " + limit),
                        verdict.warnings().stream().map(warning -> "later: " + warning),
                        verdict.digest().isEmpty() ? Stream.<String>empty() : Stream.of("digest " + verdict.digest()),
                        check == null ? Stream.<String>empty() : Stream.of("since then: " + counts(check, notes)))
                .flatMap(parts -> parts)
                .collect(Collectors.joining("\n            "));
    }

    private String counts(VerdictSummary verdict, VerdictNotes notes) {
        var counts = grouped(
                "%s %s  %,d equal · %,d missing · %,d extra · %,d different",
                HumanFormat.verdict(verdict, notes),
                age(verdict.finishedAt()),
                verdict.equal(),
                verdict.missing(),
                verdict.extra(),
                verdict.different());
        return counts
                + (verdict.quarantined() > 0 ? grouped(" · %,d in quarantine", verdict.quarantined()) : "")
                + (verdict.unproven() > 0 ? grouped(" · %,d not proven", verdict.unproven()) : "");
    }

    private String age(String finishedAt) {
        return HumanFormat.ago(Instant.parse(finishedAt), now);
    }

    private static @Nullable String deadline(TableStatus table) {
        return table.deadline() == null
                ? null
                : "Capture is paused: stream records begin to be lost at " + HumanFormat.minute(table.deadline());
    }

    private void addObstacle(@Nullable Obstacle obstacle) {
        if (obstacle != null) {
            lines.add(obstacle.problem().describe().indent(2).stripTrailing());
        }
    }

    /** The same digits and separators everywhere. */
    private static String grouped(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
