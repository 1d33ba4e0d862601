package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.plan.TablePlan;
import dev.tailrace.activities.plan.Tried;
import dev.tailrace.activities.plan.TryOut;
import dev.tailrace.activities.proposal.ItemSample;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What becomes of a few items of each table that can be read, in a sentence. */
final class PlanTrial {
    private PlanTrial() {}

    /** @param most items of each table; 0: none is read, and nothing is said */
    static Map<String, String> of(MigrationSpec spec, List<TablePlan> plans, int most) {
        var sentences = new LinkedHashMap<String, String>();
        for (int i = 0; i < plans.size() && most > 0; i++) {
            var known = plans.get(i).known();
            var table = spec.tables().get(i);
            if (known == null || known.targets().isEmpty()) {
                continue;
            }
            try {
                var sample = ItemSample.ofTable(spec.dynamoDb(), table.from(), most);
                if (TryOut.run(spec, table, sample.keys(), sample.items()) instanceof TryOut.Outcome.Done done) {
                    sentences.put(table.from(), sentence(done.items(), sample.units()));
                }
            } catch (ProblemException unreadable) {
                // Whether the table can be read is the plan's to say, and it did.
                sentences.put(table.from(), "No item could be tried.");
            }
        }
        return sentences;
    }

    private static String sentence(List<Tried> tried, double units) {
        var refused =
                tried.stream().map(Tried::refused).filter(Objects::nonNull).toList();
        var of = String.format(Locale.ROOT, "Of %,d items read (%,.1f read units), ", tried.size(), units);
        if (tried.isEmpty()) {
            return "No item was there to be tried.";
        }
        return refused.isEmpty()
                ? of + "none"
                : of
                        + "%,d: %s"
                                .formatted(
                                        refused.size(),
                                        Shown.name(refused.getFirst().replaceAll("'[^']*'", "'...'")));
    }
}
