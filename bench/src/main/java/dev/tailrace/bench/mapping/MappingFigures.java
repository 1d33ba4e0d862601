package dev.tailrace.bench.mapping;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the inner loops. */
public final class MappingFigures {
    private MappingFigures() {}

    public static List<Figure> measure() throws RunnerException, IOException {
        var log = Files.createTempFile("tailrace-jmh", ".log");
        var options = new OptionsBuilder()
                .include(ItemBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(log.toString())
                .build();
        var figures = new ArrayList<Figure>();
        for (var run : new Runner(options).run()) {
            figures.add(figure(run));
        }
        return figures;
    }

    private static Figure figure(RunResult run) {
        var method = run.getParams().getBenchmark().replaceFirst(".*\\.", "");
        return new Figure(
                "mapping " + method + ", " + run.getParams().getParam("scenario") + ", 1 KB",
                score(run, "cpuNanos") / score(run, "calls") / 1_000,
                "µs CPU",
                method.equals("mapAndBack") ? new Goal.AtMost(5, 3) : new Goal.None(),
                String.format(
                        Locale.ROOT,
                        "%,.0f B allocated; by the clock %.2f ± %.2f µs",
                        score(run, "gc.alloc.rate.norm"),
                        run.getPrimaryResult().getScore() / 1_000,
                        run.getPrimaryResult().getScoreError() / 1_000));
    }

    private static double score(RunResult run, String name) {
        var result = run.getSecondaryResults().get(name);
        return result == null ? Double.NaN : result.getScore();
    }
}
