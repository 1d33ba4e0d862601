package dev.tailrace.activities.report;

import java.util.ArrayList;
import java.util.List;

/** A report as a terminal shows it: what its first screen says, in lines. */
public final class ReportText {
    private ReportText() {}

    /** Without a line break at the end. */
    public static String of(ReportModel model) {
        var conclusion = model.conclusion();
        var lines = new ArrayList<String>();
        lines.add(conclusion.outcome() + "  " + conclusion.sentence());
        conclusion.alarms().forEach(alarm -> lines.add("!!      " + alarm));
        for (var table : model.tables()) {
            lines.add("table   " + table.name() + "  " + table.outcome() + "  " + table.sentence());
        }
        for (var acceptance : model.acceptances()) {
            lines.add("accept  %s accepted %s of %s on %s: %s"
                    .formatted(
                            acceptance.by(),
                            Show.count(acceptance.items(), "item"),
                            acceptance.table(),
                            Show.time(acceptance.at()),
                            acceptance.reason()));
        }
        conclusion.notProven().forEach(limit -> lines.add("not     " + limit));
        lines.add("next    " + conclusion.next().why());
        if (!conclusion.next().command().isEmpty()) {
            lines.add("        " + conclusion.next().command());
        }
        return String.join("\n", visible(lines));
    }

    private static List<String> visible(List<String> lines) {
        return lines.stream().map(Visible::text).toList();
    }
}
