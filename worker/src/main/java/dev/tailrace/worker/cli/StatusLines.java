package dev.tailrace.worker.cli;

import dev.tailrace.workflows.migration.MigrationStatus;
import dev.tailrace.workflows.migration.TableStatus;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** A migration's status for logs: a line of {@code key=value} per table; one for the migration where it has none yet. */
final class StatusLines {
    private StatusLines() {}

    static String of(MigrationStatus status) {
        if (status.tables().isEmpty()) {
            return "migration=%s phase=%s health=%s".formatted(status.migration(), status.phase(), status.health());
        }
        return status.tables().stream()
                .map(table -> line(status.migration(), table))
                .collect(Collectors.joining("\n"));
    }

    private static String line(String migration, TableStatus table) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("migration", migration);
        fields.put("table", table.table());
        fields.put("phase", table.phase());
        fields.put("health", table.health());
        if (table.percent() != null) {
            fields.put("percent", table.percent());
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
            fields.put("lagSeconds", progress.lagSeconds() == null ? "unknown" : progress.lagSeconds());
        }
        if (!table.heldBackBy().isEmpty()) {
            fields.put("heldBackBy", '"' + String.join("; ", table.heldBackBy()) + '"');
        }
        if (table.verdict() != null) {
            fields.put("verdict", table.verdict().outcome());
        }
        if (table.obstacle() != null) {
            fields.put("problem", table.obstacle().problem().code());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
    }
}
