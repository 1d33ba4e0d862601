package dev.tailrace.worker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many items a mapping left out, and by which rule, in words. */
final class LeftOut {
    private LeftOut() {}

    /**
     * As {@code 200 items: 185 by rule 2 · 15 by none}; the rules only where one left out any.
     *
     * @param byRule left out by no rule, by rule 1, by rule 2, and so on
     */
    static String words(long items, List<Long> byRule) {
        var rules = new ArrayList<String>();
        for (int rule = 1; rule < byRule.size(); rule++) {
            if (byRule.get(rule) > 0) {
                rules.add(String.format(Locale.ROOT, "%,d by rule %d", byRule.get(rule), rule));
            }
        }
        if (!rules.isEmpty() && byRule.getFirst() > 0) {
            rules.add(String.format(Locale.ROOT, "%,d by none", byRule.getFirst()));
        }
        return String.format(Locale.ROOT, "%,d items", items)
                + (rules.isEmpty() ? "" : ": " + String.join(" · ", rules));
    }
}
