package dev.tailrace.worker.cli;

import dev.tailrace.activities.plan.Tried;
import dev.tailrace.activities.plan.Tried.Counts;
import dev.tailrace.activities.plan.TryOut.Outcome;
import dev.tailrace.mappers.item.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a mapping made of items, in words. */
final class TriedText {
    private static final int MOST_REASONS = 10;
    private static final int LONGEST_ITEM = 300;

    private TriedText() {}

    /** Item by item. */
    static String of(Outcome.Done done) {
        var text = new StringBuilder();
        done.items().forEach(tried -> one(text, tried));
        return remarks(text, done).append(counts(done.items())).toString();
    }

    /** For items of a sample: what became of how many of them, each with the first that it happened to. */
    static String summary(Outcome.Done done) {
        var text = new StringBuilder();
        reasons(text, done.items(), Tried::refused, "refused  ");
        reasons(text, done.items(), Tried::lost, "does not come back exactly: the attribute ");
        reasons(text, done.items(), t -> t.shares() == null ? null : "another of the sample", "shares a row with ");
        return remarks(text, done).append(counts(done.items())).toString();
    }

    private static void reasons(
            StringBuilder text, List<Tried> items, Function<Tried, @Nullable String> reason, String word) {
        var counts = new LinkedHashMap<String, Integer>();
        var first = new LinkedHashMap<String, String>();
        for (var item : items) {
            var said = reason.apply(item);
            if (said != null) {
                var why = Shown.whole(said.replaceAll("'[^']*'", "'...'"));
                counts.merge(why, 1, Integer::sum);
                first.putIfAbsent(why, item.item());
            }
        }
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_REASONS)
                .forEach(why -> text.append("%6d  %s%s\n        for example %s\n"
                        .formatted(why.getValue(), word, why.getKey(), cut(first.getOrDefault(why.getKey(), "")))));
        if (counts.size() > MOST_REASONS) {
            text.append("        and %d more reasons\n".formatted(counts.size() - MOST_REASONS));
        }
    }

    private static String cut(String item) {
        return item.length() <= LONGEST_ITEM ? item : item.substring(0, LONGEST_ITEM) + "...";
    }

    private static StringBuilder remarks(StringBuilder text, Outcome.Done done) {
        done.warnings()
                .forEach(warning ->
                        text.append("warning  ").append(Shown.whole(warning)).append('\n'));
        done.unseen()
                .forEach(sentence -> text.append("not seen  ").append(sentence).append('\n'));
        done.measured()
                .forEach(measure ->
                        text.append("measured  ").append(Shown.whole(measure)).append('\n'));
        return text;
    }

    private static String counts(List<Tried> items) {
        var counts = new Counts(items);
        var parts =
                counts.parts() == 0 ? "" : counts.parts() + " items are parts of rows that stand with other parts\n";
        var leftOut =
                counts.skipped() == 0 ? "" : "left out  " + LeftOut.words(counts.skipped(), counts.skippedBy()) + "\n";
        return parts
                + leftOut
                + "%d items: %d mapped, %d refused, %d left out; %d one way, %d would not come back exactly, %d share a row with another"
                        .formatted(
                                counts.items(),
                                counts.mapped(),
                                counts.refused(),
                                counts.skipped(),
                                counts.oneWay(),
                                counts.lost(),
                                counts.shared());
    }

    private static void one(StringBuilder text, Tried tried) {
        text.append("item ")
                .append(tried.number())
                .append("  ")
                .append(tried.item())
                .append('\n');
        for (var row : tried.rows()) {
            text.append("  ").append(Shown.name(row.table())).append('\n');
            row.cells()
                    .forEach((column, cell) -> text.append("    ")
                            .append(Shown.name(column))
                            .append("  ")
                            .append(cell == null ? "NULL" : Shown.whole(cell))
                            .append('\n'));
        }
        text.append("  ").append(outcome(tried)).append('\n');
        if (tried.shares() != null) {
            text.append("  shares a row with item ").append(tried.shares()).append('\n');
        }
        text.append('\n');
    }

    private static String outcome(Tried tried) {
        if (tried.refused() != null) {
            return "refused  " + Shown.whole(tried.refused());
        }
        if (tried.fate() instanceof Tried.Fate.Skipped left) {
            return left.rule() == 0 ? "left out, as the mapping says" : "left out by rule " + left.rule();
        }
        if (tried.part() != null) {
            return "a part of a row of " + tried.part() + ", which stands with the last part";
        }
        if (tried.oneWay()) {
            return "one way: the plugin makes no item of rows";
        }
        return tried.lost() == null
                ? "comes back exactly"
                : "does not come back exactly: the attribute " + Shown.whole(tried.lost());
    }
}
