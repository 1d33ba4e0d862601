package dev.tailrace.bench.copy;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.ControlView;
import dev.tailrace.embedded.run.Operator;
import dev.tailrace.embedded.run.Progress;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Migrations of tables that nobody writes to, from the start of the copy to the first verdict: once by a worker that has just
 * started, and once more by the same one, whose code is compiled by then. What the stores allow is measured before and after,
 * and its mean is taken: others use the machine too.
 */
public final class CopyFigures {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long SEED = 6;

    private CopyFigures() {}

    /**
     * @param tables how many, at once
     * @param items of each
     * @param bytes of an item
     * @param segments of each table's scan
     * @param window how many of a table's segments at once
     */
    public record Size(int tables, long items, int bytes, int segments, int window) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s%,d items of %,d B", tables > 1 ? tables + " × " : "", items, bytes);
        }
    }

    /**
     * @param goal of the copy, beside what the stores allow
     * @param workerOptions for the worker's Java, behind those of the launcher
     */
    public static List<Figure> measure(Stack stack, Size size, Goal goal, String workerOptions) throws Exception {
        var cold = new ArrayList<Sized>();
        var sources = new ArrayList<Source>();
        try (var database = stack.freshDatabase()) {
            for (int i = 0; i < size.tables(); i++) {
                var table = new Sized("cold", Stack.unique("Sized"), size.bytes(), size.segments(), size.window());
                cold.add(table);
                sources.add(Source.create(stack.dynamoDb(), table, size.items(), SEED));
            }
            var warm = cold.stream().map(table -> table.in("warm")).toList();
            // Once for the compiler's sake, as the server runs in this JVM.
            scan(stack, warm);
            double scan = scan(stack, warm);
            try (var worker = Worker.start(stack.addresses().environment(database.address()), workerOptions);
                    var control = ControlView.open(database.address());
                    var operator = Operator.connect(stack.addresses())) {
                var first = migrate(operator, control, worker, cold);
                operator.verb(first, "abort", Map.of());
                operator.result(first);
                var second = migrate(operator, control, worker, warm);
                double memory = worker.peakMegabytes();
                scan = (scan + scan(stack, warm)) / 2;
                double copy = 0;
                for (var table : warm) {
                    copy += Limit.copy(database.address(), table);
                }
                var figures = figures(size, goal, new Trail(database.address(), second), scan, copy);
                figures.add(ratio(
                        "the same, the worker's first copy, " + size,
                        new Goal.None(),
                        size,
                        new Trail(database.address(), first).copySeconds(),
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
    private static String migrate(Operator operator, ControlView control, Worker worker, List<Sized> tables)
            throws Exception {
        var name = Stack.unique("bench");
        operator.start(new MigrationFile(name, List.copyOf(tables), OptionalDouble.empty()));
        Await.until(
                "READY and EQUAL (the worker's log is " + worker.log() + ")",
                LIMIT,
                () -> new Progress(control.tables(name)),
                Progress::allReadyAndEqual);
        return name;
    }

    private static double scan(Stack stack, List<Sized> tables) throws InterruptedException {
        double seconds = 0;
        for (var table : tables) {
            seconds += Limit.scan(stack.dynamoDb(), table);
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
                "barrier to CATCHING_UP, " + size, trail.afterCopySeconds(), "s", "no tombstones: nobody writes"));
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
