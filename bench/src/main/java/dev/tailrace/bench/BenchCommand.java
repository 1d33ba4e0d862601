package dev.tailrace.bench;

import dev.tailrace.bench.change.ChangeFigures;
import dev.tailrace.bench.copy.CopyFigures;
import dev.tailrace.bench.copy.CopyFigures.Size;
import dev.tailrace.bench.mapping.MappingFigures;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.result.Results;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Sharded;
import dev.tailrace.embedded.stack.Stack;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the measures asked for, one after the other: they share two processors. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure Tailrace on its embedded stack; prints a table, and writes it to bench/results as JSON.")
final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--measures",
            split = ",",
            description = "Which: ${COMPLETION-CANDIDATES}, separated by commas (default: all).")
    private Set<Measure> measures = EnumSet.allOf(Measure.class);

    @Option(
            names = "--items",
            defaultValue = "50000",
            description =
                    "Items of 1 KB in a copy; those of other sizes are fewer or more (default: ${DEFAULT-VALUE}, for a"
                            + " run of minutes; the bars are stated for 200000).")
    private long items;

    @Option(
            names = "--changes",
            defaultValue = "40000",
            description = "Changes that wait for a worker (default: ${DEFAULT-VALUE}).")
    private long changes;

    @Option(
            names = "--segments",
            defaultValue = "256",
            description = "Segments of each scan (default: ${DEFAULT-VALUE}).")
    private int segments;

    @Option(
            names = "--window",
            defaultValue = "4",
            description = "Segments of a table copied at once (default: ${DEFAULT-VALUE}, the planner's).")
    private int window;

    @Option(
            names = "--worker-options",
            defaultValue = "",
            description = "For the worker's Java, behind the launcher's own, e.g. -Xmx256m.")
    private String workerOptions = "";

    @Override
    public Integer call() throws Exception {
        var results = new Results(System.out);
        if (measures.contains(Measure.MAPPING)) {
            MappingFigures.measure().forEach(results::add);
        }
        if (measures.stream().anyMatch(measure -> measure != Measure.MAPPING)) {
            try (var stack = Stack.start()) {
                whole(stack, results);
            }
        }
        var home = Path.of(System.getProperty("tailrace.home", "."));
        System.out.println("\nWritten to " + results.write(home.resolve("bench/results")));
        return 0;
    }

    private void whole(Stack stack, Results results) throws Exception {
        if (measures.contains(Measure.COPY)) {
            copy(stack, results, new Size(1, items, 1_024, segments, window), new Goal.AtLeast(0.75, 0.85));
        }
        if (measures.contains(Measure.SIZES)) {
            copy(stack, results, new Size(1, 2 * items, 100, segments, window), new Goal.Strive(0.7));
            copy(stack, results, new Size(1, items / 5, 10_240, segments, window), new Goal.Strive(0.7));
        }
        if (measures.contains(Measure.TABLES)) {
            copy(stack, results, new Size(3, items / 3, 1_024, segments, window), new Goal.Strive(0.7));
        }
        if (measures.contains(Measure.CHANGES)) {
            results.add(ChangeFigures.measure(
                    stack,
                    "changes applied by one worker",
                    new Orders(Stack.unique("")),
                    changes,
                    new Goal.AtLeast(15_000, 25_000),
                    workerOptions));
            results.add(ChangeFigures.measure(
                    stack,
                    "the same of tables that ask the source",
                    new Sharded(Stack.unique("")),
                    changes / 2,
                    new Goal.AtLeast(2_000, 4_000),
                    workerOptions));
        }
    }

    private void copy(Stack stack, Results results, Size size, Goal goal) throws Exception {
        CopyFigures.measure(stack, size, goal, workerOptions).forEach(results::add);
    }
}
