package dev.tailrace.embedded.demo;

import dev.tailrace.embedded.run.TableView;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables of the migration, added up. */
record Progress(List<TableView> tables) {
    Progress {
        tables = List.copyOf(tables);
    }

    boolean anyIn(String phase) {
        return tables.stream().anyMatch(table -> table.phase().equals(phase));
    }

    boolean allReadyAndEqual() {
        return !tables.isEmpty() && tables.stream().allMatch(TableView::isReadyAndEqual);
    }

    long scanned() {
        return tables.stream().mapToLong(TableView::scanned).sum();
    }

    long applied() {
        return tables.stream().mapToLong(TableView::applied).sum();
    }

    long removed() {
        return tables.stream().mapToLong(TableView::removed).sum();
    }

    long quarantined() {
        return tables.stream().mapToLong(TableView::quarantined).sum();
    }

    /** Of the copy, at most 100. */
    double percent() {
        long estimated =
                Math.max(1, tables.stream().mapToLong(TableView::estimated).sum());
        return Math.min(100.0, 100.0 * scanned() / estimated);
    }

    /** One line, e.g. {@code AppData BACKFILLING 42 % | Orders PREPARING · 1,024 changes applied}. */
    String line() {
        return tables.stream().map(Progress::part).collect(Collectors.joining(" | "))
                + String.format(Locale.ROOT, " · %,d changes applied", applied());
    }

    private static String part(TableView table) {
        String name = table.name().replaceFirst("_.*", "");
        double share = Math.min(100.0, 100.0 * table.scanned() / Math.max(1, table.estimated()));
        return table.phase().equals("BACKFILLING")
                ? String.format(Locale.ROOT, "%s %s %.0f %%", name, table.phase(), share)
                : name + " " + table.phase();
    }
}
