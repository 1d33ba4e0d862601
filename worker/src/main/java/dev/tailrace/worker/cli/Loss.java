package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.workflows.status.HumanFormat;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.TableStatus;
import dev.tailrace.workflows.table.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a verb takes away for good, in lines to be asked about. */
final class Loss {
    private Loss() {}

    /** Of {@code retry --from backfill}. */
    static List<String> ofNewPass(Migrations migrations, String migration, TablesOption narrowed) {
        var emptied = emptied(migrations, migration);
        var lines = new ArrayList<String>();
        for (var table : affected(migrations.status(migration), narrowed)) {
            lines.add("%s (%s, %s): %s emptied at once and copied again%s"
                    .formatted(
                            table.table(),
                            table.phase(),
                            table.health(),
                            emptied.getOrDefault(table.table(), "its target tables are"),
                            took(table)));
        }
        return lines.isEmpty() ? List.of("the target tables are emptied and copied again") : lines;
    }

    /** Of {@code abort}. */
    static List<String> ofAbort(Migrations migrations, String migration) {
        var lines = new ArrayList<String>();
        lines.add("migration %s ends for good: its name cannot be used again, and going on means copying again"
                .formatted(migration));
        for (var table : affected(migrations.status(migration), new TablesOption())) {
            lines.add("%s (%s, %s): its rows stay in the target, and follow the source no more%s"
                    .formatted(table.table(), table.phase(), table.health(), took(table)));
        }
        return lines;
    }

    private static List<TableStatus> affected(MigrationStatus status, TablesOption narrowed) {
        return status.tables().stream()
                .filter(table -> narrowed.includes(table.table()) && table.phase() != Phase.ABORTED)
                .toList();
    }

    private static String took(TableStatus table) {
        var progress = table.progress();
        var items = progress == null || progress.copied() == 0
                ? ""
                : String.format(Locale.ROOT, "; %,d items were copied", progress.copied());
        return table.backfillTook() == null || items.isEmpty()
                ? items
                : items + " in " + HumanFormat.rough(table.backfillTook());
    }

    /** Target tables in words, by source table; without those of files that this version does not read. */
    private static Map<String, String> emptied(Migrations migrations, String migration) {
        return switch (FileReader.read(migrations.file(migration))) {
            case FileAnswer.Refused unreadable -> Map.of();
            case FileAnswer.Ok ok ->
                ok.spec().tables().stream()
                        .filter(table -> table.rules().isPresent())
                        .collect(Collectors.toMap(TableSpec::from, Loss::targets));
        };
    }

    private static String targets(TableSpec table) {
        var names = table.rules().stream()
                .flatMap(mapping -> Stream.concat(
                        mapping.rules().stream()
                                .flatMap(rule -> Stream.concat(
                                        Stream.of(rule.into()),
                                        rule.each().values().stream().map(each -> each.into()))),
                        Stream.ofNullable(mapping.restTable()).map(rest -> rest.into())))
                .distinct()
                .toList();
        return (names.size() == 1 ? "the target table " : "the target tables ")
                + String.join(", ", names)
                + (names.size() == 1 ? " is" : " are");
    }
}
