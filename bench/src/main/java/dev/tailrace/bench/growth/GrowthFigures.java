package dev.tailrace.bench.growth;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.bench.run.Size;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import java.util.List;
import java.util.Locale;

/**
 * A table, and one of ten times as many items in ten times as many segments, each by a worker of its own: the time of the copy, and
 * the most memory up to the first verdict. DynamoDB Local reads the later pages of a segment slower, so segments keep
 * their size.
 */
public final class GrowthFigures {
    private static final long SEED = 6;
    private static final int TIMES = 10;

    private GrowthFigures() {}

    /**
     * @param small the smaller table
     * @param workerOptions for the workers' Java, behind those of the launcher
     */
    public static List<Figure> measure(Stack stack, Size small, String workerOptions) throws Exception {
        var large = new Size(1, TIMES * small.items(), small.bytes(), TIMES * small.segments(), small.window());
        var first = copied(stack, small, workerOptions);
        var second = copied(stack, large, workerOptions);
        return List.of(
                new Figure(
                        String.format(Locale.ROOT, "t(%,d items) ÷ t(%,d)", large.items(), small.items()),
                        second.seconds() / first.seconds(),
                        "×",
                        new Goal.AtMost(10.5, 10),
                        String.format(
                                Locale.ROOT,
                                "%.1f s and %.1f s, %d and %d segments",
                                second.seconds(),
                                first.seconds(),
                                large.segments(),
                                small.segments())),
                memory(small, first),
                memory(large, second),
                Figure.stated(
                        "memory, the larger ÷ the smaller", second.megabytes() / first.megabytes(), "×", "flat is 1"));
    }

    private record Copied(double seconds, double megabytes) {}

    private static Figure memory(Size size, Copied copied) {
        return new Figure(
                "resident memory of the worker, " + size,
                copied.megabytes(),
                "MB",
                new Goal.AtMost(400, 300),
                "peak, copy and verification");
    }

    private static Copied copied(Stack stack, Size size, String workerOptions) throws Exception {
        var name = Stack.unique("bench");
        var table = Ground.sized("Grown", size);
        try (var source = Source.create(stack.dynamoDb(), table, size.items(), SEED);
                var ground = Ground.open(stack);
                var worker = ground.worker(workerOptions)) {
            ground.warmUp(size);
            ground.start(name, table);
            ground.awaitEqual(name);
            return new Copied(ground.trail(name).copySeconds(), worker.peakMegabytes());
        }
    }
}
