package dev.tailrace.bench.copy;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.bench.run.Size;
import dev.tailrace.bench.run.Sized;
import dev.tailrace.bench.run.Trail;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Migrations of tables that no one writes to, from the start of the copy to the first verdict: once by a worker that has just
 * started, and once more by the same one, whose code is compiled by then. What the stores allow is measured before and after,
 * and its mean is taken: others use the machine too.
 */
public final class CopyFigures {
    private static final long SEED = 6;

    private CopyFigures() {}

    /**
     * @param goal of the copy, compared with what the stores allow
     * @param workerOptions for the worker's Java, behind those of the launcher
     */
    public static List<Figure> measure(Stack stack, Size size, Goal goal, String workerOptions) throws Exception {
        var cold = new ArrayList<Sized>();
        var sources = new ArrayList<Source>();
        try (var ground = Ground.open(stack)) {
            for (int i = 0; i < size.tables(); i++) {
                var table = new Sized("cold", Stack.unique("Sized"), size.bytes(), size.segments(), size.window());
                cold.add(table);
                sources.add(Source.create(stack.dynamoDb(), table, size.items(), SEED));
            }
            var warm = cold.stream().map(table -> table.in("warm")).toList();
            // Once for the compiler's sake, as the server runs in this JVM.
            scan(stack, warm);
            double scan = scan(stack, warm);
            try (var worker = ground.worker(workerOptions)) {
                var first = migrate(ground, cold);
                ground.abort(first);
                var second = migrate(ground, warm);
                double memory = worker.peakMegabytes();
                scan = (scan + scan(stack, warm)) / 2;
                double copy = 0;
                for (var table : warm) {
                    copy += StoreLimit.copy(ground.address(), table);
                }
                var figures = figures(size, goal, ground.trail(second), scan, copy);
                figures.add(ratio(
                        "the same, the worker's first copy, " + size,
                        new Goal.None(),
                        size,
                        ground.trail(first).copySeconds(),
                        scan,
                        copy));
                figures.add(Figure.stated("resident memory of the worker, " + size, memory, "MB", "peak of both"));
                return figures;
            }
        } finally {
            sources.forEach(Source::close);
        }
    }

    /** Returns the migration's name, once its tables are verified. */
    private static String migrate(Ground ground, List<Sized> tables) {
        var name = Stack.unique("bench");
        ground.start(name, tables.toArray(Scenario[]::new));
        ground.awaitEqual(name);
        return name;
    }

    private static double scan(Stack stack, List<Sized> tables) throws InterruptedException {
        double seconds = 0;
        for (var table : tables) {
            seconds += StoreLimit.scan(stack.dynamoDb(), table);
        }
        return seconds;
    }

    private static List<Figure> figures(Size size, Goal goal, Trail trail, double scan, double copy) throws Exception {
        double items = (double) size.tables() * size.items();
        double backfill = trail.copySeconds();
        double verification = trail.verificationSeconds();
        var figures = new ArrayList<Figure>();
        figures.add(ratio("backfill ÷ limit, " + size, goal, size, backfill, scan, copy));
        figures.add(new Figure(
                "verification ÷ backfill, " + size,
                backfill / verification,
                "×",
                new Goal.AtLeast(0.8, 1.2),
                String.format(Locale.ROOT, "%,.0f items/s", items / verification)));
        figures.add(Figure.stated(
                "barrier to CATCHING_UP, " + size, trail.afterCopySeconds(), "s", "no tombstones: no one writes"));
        return figures;
    }

    private static Figure ratio(String measure, Goal goal, Size size, double backfill, double scan, double copy) {
        double items = (double) size.tables() * size.items();
        return new Figure(
                measure,
                (scan + copy) / backfill,
                "×",
                goal,
                String.format(
                        Locale.ROOT,
                        "%,.0f items/s of %,.0f (scan %.1f s, COPY %.1f s)",
                        items / backfill,
                        items / (scan + copy),
                        scan,
                        copy));
    }
}
