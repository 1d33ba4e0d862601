package dev.tailrace.worker.cli;

import dev.tailrace.activities.plan.TryOut.Counts;
import dev.tailrace.activities.plan.TryOut.Tried;
import java.util.List;

/** What a mapping made of items, in words. */
final class TriedText {
    private TriedText() {}

    static String of(List<Tried> tried) {
        var text = new StringBuilder();
        for (int i = 0; i < tried.size(); i++) {
            one(text, i + 1, tried.get(i));
        }
        var counts = Counts.of(tried);
        return text.append(
                        "%d items: %d mapped, %d refused, %d left out; %d would not come back exactly, %d share a row with another"
                                .formatted(
                                        counts.items(),
                                        counts.mapped(),
                                        counts.refused(),
                                        counts.skipped(),
                                        counts.lost(),
                                        counts.shared()))
                .toString();
    }

    private static void one(StringBuilder text, int number, Tried tried) {
        text.append("item ").append(number).append("  ").append(tried.item()).append('\n');
        for (var row : tried.rows()) {
            text.append("  ").append(row.table()).append('\n');
            row.cells()
                    .forEach((column, cell) -> text.append("    ")
                            .append(column)
                            .append("  ")
                            .append(cell == null ? "NULL" : cell)
                            .append('\n'));
        }
        if (tried.refused() != null) {
            text.append("  refused  ").append(tried.refused()).append('\n');
        } else if (tried.skipped()) {
            text.append("  left out, as the mapping says\n");
        } else {
            text.append(
                            tried.lost() == null
                                    ? "  comes back exactly"
                                    : "  does not come back exactly: the attribute " + tried.lost())
                    .append('\n');
        }
        if (tried.shares() != null) {
            text.append("  shares a row with item ").append(tried.shares()).append('\n');
        }
        text.append('\n');
    }
}
