package dev.tailrace.bench.curve;

import dev.tailrace.bench.curve.Panel.Point;
import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.bench.run.Size;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One knob turned at a time, around the planner's usual setting, by one warm worker; drawn for the tuning page. */
public final class CurveFigures {
    private static final long SEED = 6;
    private static final int BYTES = 1_024;
    private static final int SEGMENTS = 256;
    private static final int WINDOW = 4;
    private static final double MEGABYTE = 1 << 20;

    private final Stack stack;
    private final Ground ground;
    private final Map<Size, Double> seconds = new HashMap<>();
    private final Consumer<Figure> figures;

    private CurveFigures(Stack stack, Ground ground, Consumer<Figure> figures) {
        this.stack = stack;
        this.ground = ground;
        this.figures = figures;
    }

    /**
     * @param items of 1 KB; those of other sizes are fewer or more
     * @param workerOptions for the worker's Java, behind those of the launcher
     * @param svg is overwritten
     * @param figures is told each as soon as it is known: it takes minutes
     */
    public static void measure(Stack stack, long items, String workerOptions, Path svg, Consumer<Figure> figures)
            throws Exception {
        try (var ground = Ground.open(stack);
                var worker = ground.worker(workerOptions)) {
            ground.warmUp(new Size(1, items, BYTES, SEGMENTS, WINDOW));
            var curve = new CurveFigures(stack, ground, figures);
            var panels = List.of(curve.segments(items), curve.window(items), curve.bytes(items));
            Files.writeString(svg, Chart.svg(panels, foot(items)));
        }
    }

    private static String foot(long items) {
        return String.format(
                Locale.ROOT,
                "bench/run --measures curve, %s: %,d items of 1 KB and as many bytes of others, one run each, %d processors, load %.1f",
                LocalDate.now(ZoneOffset.UTC),
                items,
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** A page is a batch, so the number of segments says how many rows one has, up to DynamoDB's 1 MB. */
    private Panel segments(long items) throws Exception {
        var points = new ArrayList<Point>();
        for (int segments : List.of(16, 64, 256, 1_024)) {
            long batch = Math.min(Math.ceilDiv(items, segments), (long) MEGABYTE / BYTES);
            points.add(new Point(
                    number(segments),
                    number(batch) + " a batch",
                    perSecond(new Size(1, items, BYTES, segments, WINDOW))));
        }
        return new Panel("segments, and rows of a batch", "items/s, 4 connections", points);
    }

    private Panel window(long items) throws Exception {
        var points = new ArrayList<Point>();
        for (int window : List.of(1, 2, 4, 8)) {
            points.add(new Point(number(window), "", perSecond(new Size(1, items, BYTES, SEGMENTS, window))));
        }
        return new Panel("connections: segments at once", "items/s, 256 segments", points);
    }

    private Panel bytes(long items) throws Exception {
        var points = new ArrayList<Point>();
        for (int bytes : List.of(100, BYTES, 10 * BYTES)) {
            var size = new Size(1, items * BYTES / bytes, bytes, SEGMENTS, WINDOW);
            double perSecond = perSecond(size);
            points.add(new Point(number(bytes) + " B", number(perSecond) + " items/s", perSecond * bytes / MEGABYTE));
        }
        return new Panel("item size", "MB/s, 256 segments, 4 connections", points);
    }

    private double perSecond(Size size) throws Exception {
        var known = seconds.get(size);
        return size.items() / (known == null ? copied(size) : known);
    }

    private double copied(Size size) throws Exception {
        var name = Stack.unique("bench");
        var table = Ground.sized("Curve", size);
        try (var source = Source.create(stack.dynamoDb(), table, size.items(), SEED)) {
            ground.start(name, table);
            ground.awaitEqual(name);
            ground.abort(name);
        }
        double taken = ground.trail(name).copySeconds();
        seconds.put(size, taken);
        figures.accept(Figure.stated(
                String.format(Locale.ROOT, "copy, %s, %d at once", size, size.window()),
                size.items() / taken,
                "items/s",
                String.format(Locale.ROOT, "%d segments, %.1f s", size.segments(), taken)));
        return taken;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
