package dev.tailrace.bench;

import dev.tailrace.bench.busy.BusyFigures;
import dev.tailrace.bench.change.ChangeFigures;
import dev.tailrace.bench.copy.CopyFigures;
import dev.tailrace.bench.cost.CostFigures;
import dev.tailrace.bench.curve.CurveFigures;
import dev.tailrace.bench.growth.GrowthFigures;
import dev.tailrace.bench.history.HistoryFigures;
import dev.tailrace.bench.lag.LagFigures;
import dev.tailrace.bench.mapping.MappingFigures;
import dev.tailrace.bench.peers.PeerFigures;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.result.Results;
import dev.tailrace.bench.run.Size;
import dev.tailrace.bench.starts.StartFigures;
import dev.tailrace.bench.tombstones.TombstoneFigures;
import dev.tailrace.bench.workers.WorkerFigures;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Sharded;
import dev.tailrace.embedded.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
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
            description =
                    "Which: ${COMPLETION-CANDIDATES}, separated by commas (default: all but busy, growth and curve).")
    private Set<Measure> measures = Measure.usual();

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
            names = "--writes",
            split = ",",
            defaultValue = "200,1000",
            description =
                    "Writes a second while 'busy' verifies, one rate after the other (default: ${DEFAULT-VALUE}).")
    private List<Integer> writes = List.of();

    @Option(
            names = "--runs",
            defaultValue = "5",
            description = "Verifications of 'busy' at each rate (default: ${DEFAULT-VALUE}).")
    private int runs;

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

    @Option(
            names = "--tombstones",
            defaultValue = "100000",
            description = "Rows that the purge deletes (default: ${DEFAULT-VALUE}).")
    private int tombstones;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "For how long lag is measured, without a copy and with one (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--growth",
            defaultValue = "100000",
            description =
                    "Items of the smaller table of 'growth'; the larger has ten times as many, and takes a quarter of an"
                            + " hour with its verification (default: ${DEFAULT-VALUE}).")
    private long growth;

    @Override
    public Integer call() throws Exception {
        var results = new Results(System.out);
        try {
            take(results);
        } finally {
            System.out.println("\nWritten to " + results.write(home().resolve("bench/results")));
        }
        return 0;
    }

    private static Path home() {
        return Path.of(System.getProperty("tailrace.home", "."));
    }

    private void take(Results results) throws Exception {
        var left = EnumSet.copyOf(measures);
        if (left.remove(Measure.MAPPING)) {
            MappingFigures.measure().forEach(results::add);
        }
        if (left.isEmpty()) {
            return;
        }
        try (var stack = Stack.start()) {
            for (var measure : left) {
                take(measure, stack, results);
            }
        }
    }

    private void take(Measure measure, Stack stack, Results results) throws Exception {
        switch (measure) {
            case MAPPING -> throw new IllegalStateException("It needs no stack");
            case STARTS -> StartFigures.measure(stack, workerOptions).forEach(results::add);
            case COPY -> copy(stack, results, oneKilobyte(), new Goal.AtLeast(0.75, 0.85));
            case SIZES -> {
                copy(stack, results, new Size(1, 2 * items, 100, segments, window), new Goal.Strive(0.7));
                copy(stack, results, new Size(1, items / 5, 10_240, segments, window), new Goal.Strive(0.7));
            }
            case TABLES -> copy(stack, results, new Size(3, items / 3, 1_024, segments, window), new Goal.Strive(0.7));
            case PEERS -> {
                results.add(PeerFigures.measure(stack, oneKilobyte(), false, workerOptions));
                results.add(PeerFigures.measure(stack, oneKilobyte(), true, workerOptions));
            }
            case BUSY -> {
                for (int rate : writes) {
                    BusyFigures.measure(stack, oneKilobyte(), rate, runs, workerOptions)
                            .forEach(results::add);
                }
            }
            case CHANGES -> changes(stack, results);
            case LAG ->
                LagFigures.measure(stack, items, Duration.ofSeconds(seconds), workerOptions)
                        .forEach(results::add);
            case TOMBSTONES -> results.add(TombstoneFigures.measure(stack, tombstones, workerOptions));
            case WORKERS -> {
                workers(stack, results, Duration.ofMillis(5), new Goal.AtLeast(1.8, 1.95));
                // Where the source is what they wait for, and not the two processors.
                workers(stack, results, Duration.ofMillis(500), new Goal.None());
            }
            case HISTORY ->
                HistoryFigures.measure(stack, oneKilobyte(), workerOptions).forEach(results::add);
            case COST ->
                CostFigures.measure(stack, oneKilobyte(), workerOptions).forEach(results::add);
            case GROWTH ->
                GrowthFigures.measure(stack, new Size(1, growth, 1_024, segments, window), workerOptions)
                        .forEach(results::add);
            case CURVE ->
                CurveFigures.measure(stack, items, workerOptions, home().resolve("docs/tuning.svg"), results::add);
        }
    }

    private void workers(Stack stack, Results results, Duration pause, Goal goal) throws Exception {
        results.add(WorkerFigures.measure(stack, oneKilobyte(), pause, goal, workerOptions));
    }

    private Size oneKilobyte() {
        return new Size(1, items, 1_024, segments, window);
    }

    private void changes(Stack stack, Results results) throws Exception {
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

    private void copy(Stack stack, Results results, Size size, Goal goal) throws Exception {
        CopyFigures.measure(stack, size, goal, workerOptions).forEach(results::add);
    }
}
