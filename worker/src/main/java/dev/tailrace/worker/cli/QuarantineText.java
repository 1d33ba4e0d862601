package dev.tailrace.worker.cli;

import dev.tailrace.activities.view.QuarantinedTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Quarantine as people read it: per table how many of each code, then item by item. */
final class QuarantineText {
    private QuarantineText() {}

    static String of(String migration, List<QuarantinedTable> tables) {
        var lines = new ArrayList<String>();
        for (var table : tables) {
            add(lines, table);
        }
        if (tables.stream().anyMatch(table -> table.total() > 0)) {
            lines.add("");
            lines.add("next  correct them at the source, then run: tailrace replay-quarantine " + migration);
        }
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, QuarantinedTable table) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        if (table.total() == 0) {
            lines.add(table.table() + "  nothing in quarantine");
            return;
        }
        lines.add(String.format(
                Locale.ROOT, "%s  %,d in quarantine, %,d are allowed", table.table(), table.total(), table.allowed()));
        for (var code : table.codes()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s  %,d  %s, the oldest since %s",
                    code.code(),
                    code.count(),
                    code.title(),
                    seconds(code.since())));
        }
        for (var item : table.items()) {
            lines.add("");
            lines.add("  key     " + item.key());
            lines.add("  reason  " + item.code() + ": " + item.reason());
            lines.add("  since   " + seconds(item.since()) + ", met by " + item.by());
            lines.add("  rule    " + Objects.requireNonNullElse(item.rule(), "no rule matches it"));
        }
        var more = table.total() - table.items().size();
        if (more > 0) {
            lines.add("");
            lines.add(String.format(Locale.ROOT, "  and %,d more: --limit %d shows them", more, table.total()));
        }
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
