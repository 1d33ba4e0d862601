package dev.tailrace.bench.change;

import dev.tailrace.bench.change.ChangeFigures.Drained;
import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import java.util.Locale;

/** What marking the keys of each change costs: rounds of changes with marks and without, by turns. */
public final class MarkFigures {
    private static final int ROUNDS = 3;

    private MarkFigures() {}

    /** @param changes how many the writers make at least in each round */
    public static Figure measure(Stack stack, Scenario scenario, long changes, Goal goal, String workerOptions)
            throws Exception {
        var name = Stack.unique("bench");
        try (var source = Source.create(stack.dynamoDb(), scenario, ChangeFigures.ITEMS, ChangeFigures.SEED);
                var ground = Ground.open(stack);
                var worker = ground.worker(workerOptions)) {
            ground.start(name, scenario);
            ground.awaitEqual(name);
            // The first time the worker's code is compiled.
            ChangeFigures.drained(stack, scenario, changes, ground, name);
            var with = new Drained(0, 0);
            var without = new Drained(0, 0);
            for (int round = 0; round < ROUNDS; round++) {
                mark(ground, false);
                without = without.and(ChangeFigures.drained(stack, scenario, changes, ground, name));
                mark(ground, true);
                with = with.and(ChangeFigures.drained(stack, scenario, changes, ground, name));
            }
            return new Figure(
                    "changes applied with marks ÷ without",
                    with.perSecond() / without.perSecond(),
                    "×",
                    goal,
                    String.format(
                            Locale.ROOT,
                            "%,.0f/s and %,.0f/s, %d rounds of each by turns; %,.0f transactions marked keys",
                            with.perSecond(),
                            without.perSecond(),
                            ROUNDS,
                            ground.number("select count(*) from tailrace.touched")));
        }
    }

    private static void mark(Ground ground, boolean on) throws Exception {
        ground.number("update tailrace.pass set marks_on = ? where closed_at is null returning 1", on);
    }
}
