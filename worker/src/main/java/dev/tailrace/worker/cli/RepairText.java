package dev.tailrace.worker.cli;

import dev.tailrace.activities.view.RepairableTable;
import dev.tailrace.activities.view.RepairableTable.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Differences of a verdict as people read them, and what a repair would do about each. */
final class RepairText {
    private static final int SHOWN = 100;

    private RepairText() {}

    static String of(String migration, List<RepairableTable> tables) {
        var lines = new ArrayList<String>();
        for (var table : tables) {
            add(lines, table);
        }
        if (tables.stream().anyMatch(table -> !table.differences().isEmpty())) {
            lines.add("");
            lines.add("next  to do this: tailrace repair " + migration + " --apply");
        }
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, RepairableTable table) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        if (table.run() == 0) {
            lines.add(table.table() + "  no verification yet");
            return;
        }
        if (table.differences().isEmpty()) {
            lines.add(table.table() + "  run " + table.run() + " names no row that differs");
            return;
        }
        lines.add(grouped("%s  run %d: %,d differences", table.table(), table.run(), table.counted()));
        table.differences().stream().limit(SHOWN).forEach(difference -> add(lines, difference));
        if (table.differences().size() > SHOWN) {
            lines.add("");
            lines.add(grouped(
                    "  and %,d more: -o json shows them", table.differences().size() - SHOWN));
        }
        if (table.counted() > table.differences().size()) {
            lines.add("");
            lines.add(grouped(
                    "  %,d of them are stored and can be repaired: verify again after that",
                    table.differences().size()));
        }
    }

    private static void add(List<String> lines, Entry difference) {
        lines.add("");
        lines.add("  %d  %s%s"
                .formatted(
                        difference.number(),
                        difference.kind(),
                        difference.target().isEmpty() ? "" : " in " + difference.target()));
        if (difference.row() != null) {
            lines.add("     row   " + String.join(", ", difference.row()));
        }
        lines.add("     item  " + (difference.key() == null ? "none can have this row" : difference.key()));
        lines.add("     plan  " + difference.plan());
    }

    /** What a repair does that cannot be taken back, a line per table. */
    static List<String> loss(List<RepairableTable> tables, boolean deleteForeign) {
        return tables.stream()
                .filter(table -> !table.differences().isEmpty())
                .map(table -> {
                    long foreign = table.differences().stream()
                            .filter(difference -> difference.key() == null)
                            .count();
                    long gone =
                            table.differences().stream().filter(Entry::deletes).count() - foreign;
                    return grouped(
                            "%s: %,d rows are written as the source has them, %,d whose item is gone are deleted, %,d that no item"
                                    + " can have are %s",
                            table.table(),
                            table.differences().size() - foreign - gone,
                            gone,
                            foreign,
                            deleteForeign ? "deleted" : "left");
                })
                .toList();
    }

    private static String grouped(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
