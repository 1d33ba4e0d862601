package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.StatusAge;
import dev.tailrace.workflows.status.TableStatus;
import dev.tailrace.workflows.table.VerificationLevel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** A migration's status for logs: a line of {@code key=value} per table; one for the migration where it has none yet. */
final class StatusLines {
    private StatusLines() {}

    /** @param now when it is written, by the clock of whoever looks */
    static String of(MigrationStatus status, Instant now) {
        if (status.tables().isEmpty()) {
            return "at=%s migration=%s phase=%s health=%s"
                    .formatted(second(now), status.migration(), status.phase(), status.health());
        }
        return status.tables().stream().map(table -> line(status, table, now)).collect(Collectors.joining("\n"));
    }

    /** Trouble with the look itself. */
    static String of(List<Problem> problems, Instant now) {
        return problems.stream()
                .map(problem -> "at=%s problem=%s what=\"%s\" why=\"%s\""
                        .formatted(second(now), problem.code(), plain(problem.what()), plain(problem.why())))
                .collect(Collectors.joining("\n"));
    }

    private static String plain(String text) {
        return text.replace('"', '\'').replace('\n', ' ');
    }

    private static Instant second(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String line(MigrationStatus status, TableStatus table, Instant now) {
        var seen = new StatusAge(status.seenAt(), now);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("at", second(now));
        fields.put("migration", status.migration());
        fields.put("table", table.table());
        fields.put("phase", table.phase());
        fields.put("health", table.health());
        if (status.seenAt() != null) {
            fields.put("ageSeconds", seen.age().toSeconds());
        }
        if (table.progressPercent() != null) {
            fields.put("progressPercent", table.progressPercent());
        }
        if (table.itemsPerSecond() != null) {
            fields.put("itemsPerSecond", table.itemsPerSecond());
        }
        if (table.left() != null) {
            fields.put(
                    "leftSeconds",
                    table.left().soonest().toSeconds() + "-"
                            + table.left().latest().toSeconds());
        }
        if (table.unitsPerSecond() != null) {
            fields.put("unitsPerSecond", table.unitsPerSecond());
        }
        var progress = table.progress();
        if (progress != null) {
            fields.put("scanned", progress.scanned());
            fields.put("segments", progress.segmentsDone() + "/" + progress.segments());
            fields.put("throttles", progress.throttles());
            fields.put("applied", progress.applied());
            fields.put("skipped", progress.skipped());
            fields.put("inexact", progress.inexact());
            fields.put("quarantined", progress.quarantined());
            if (progress.accepted() > 0) {
                fields.put("accepted", progress.accepted());
            }
            var lag = table.captureStopped() ? null : seen.lagSeconds(progress);
            fields.put("lagSeconds", lag == null ? "unknown" : lag);
        }
        if (!table.heldBackBy().isEmpty()) {
            fields.put("heldBackBy", '"' + String.join("; ", table.heldBackBy()) + '"');
        }
        if (table.verdict() != null) {
            fields.put("verdict", table.verdict().outcome());
            fields.put("verdictAt", table.verdict().finishedAt());
            if (table.verdict().level() != VerificationLevel.FULL) {
                fields.put("level", table.verdict().level().word());
            }
            if (table.notes().check() != null) {
                fields.put("check", table.notes().check().outcome());
            }
        }
        if (table.obstacle() != null) {
            fields.put("problem", table.obstacle().problem().code());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
    }
}
