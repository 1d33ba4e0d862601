package dev.tailrace.embedded.run;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables of a migration, added up. */
public record MigrationProgress(List<TableView> tables) {
    public MigrationProgress {
        tables = List.copyOf(tables);
    }

    /** Whether some table is in that phase. */
    public boolean anyIn(String phase) {
        return tables.stream().anyMatch(table -> table.phase().equals(phase));
    }

    /** Whether there are tables, and the last verification of each found no difference. */
    public boolean allReadyAndEqual() {
        return !tables.isEmpty() && tables.stream().allMatch(TableView::isReadyAndEqual);
    }

    public long scanned() {
        return tables.stream().mapToLong(TableView::scanned).sum();
    }

    public long applied() {
        return tables.stream().mapToLong(TableView::applied).sum();
    }

    public long removed() {
        return tables.stream().mapToLong(TableView::removed).sum();
    }

    public long quarantined() {
        return tables.stream().mapToLong(TableView::quarantined).sum();
    }

    /** Of the copy, at most 100. */
    public double percent() {
        long estimated =
                Math.max(1, tables.stream().mapToLong(TableView::estimated).sum());
        return Math.min(100.0, 100.0 * scanned() / estimated);
    }

    /** One line, e.g. {@code AppData BACKFILLING 42 % | Orders PREPARING · 1,024 changes applied}. */
    public String line() {
        return tables.stream().map(MigrationProgress::part).collect(Collectors.joining(" | "))
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
