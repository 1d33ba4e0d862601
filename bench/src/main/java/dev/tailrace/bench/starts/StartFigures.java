package dev.tailrace.bench.starts;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.embedded.stack.Stack;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;

/** How soon the command line answers, and a worker asks for work. */
public final class StartFigures {
    private static final int RUNS = 7;

    private StartFigures() {}

    /** @param workerOptions for the worker's Java, behind those of the launcher */
    public static List<Figure> measure(Stack stack, String workerOptions) throws Exception {
        var version = figure("./tailrace --version", new Goal.AtMost(0.7, 0.4), StartFigures::version);
        try (var ground = Ground.open(stack);
                var polls = Polls.open(stack.addresses())) {
            // The first one registers search attributes.
            polls.first(ground, workerOptions);
            return List.of(
                    version,
                    figure(
                            "worker start to first poll",
                            new Goal.AtMost(3, 2),
                            () -> polls.first(ground, workerOptions)));
        }
    }

    private static Figure figure(String what, Goal goal, Callable<Double> run) throws Exception {
        var seconds = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            seconds[i] = run.call();
        }
        var sorted = DoubleStream.of(seconds).sorted().toArray();
        return new Figure(
                what,
                sorted[RUNS / 2],
                "s",
                goal,
                String.format(
                        Locale.ROOT, "median of %d, least %.2f s, most %.2f s", RUNS, sorted[0], sorted[RUNS - 1]));
    }

    private static double version() throws IOException, InterruptedException {
        long start = System.nanoTime();
        int exit = new ProcessBuilder(System.getProperty("tailrace.home", ".") + "/tailrace", "--version")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("Cannot measure the start: ./tailrace --version ended with " + exit);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
