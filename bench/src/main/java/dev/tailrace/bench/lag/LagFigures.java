package dev.tailrace.bench.lag;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.embedded.scenario.Load;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * From a write at the source to its row at the target, of one worker, while an application writes 1,000 times a second: after the
 * copy, and while one runs. That has a budget, by which it lasts as long: without one it leaves DynamoDB Local, which shares its
 * processors, no room for the writes. A probe that the copy finds first is as visible as one that capture brings.
 */
public final class LagFigures {
    private static final long SEED = 6;
    private static final int THREADS = 16;
    /** What an order costs the copy: its bytes of 4 KB, about. */
    private static final double UNITS = 0.1;

    private static final double WRITES = 1_000;
    private static final double PROBES = 100;
    private static final long FEW = 5_000;
    private static final int LEAST = 200;
    /** Of the writes: with fewer it is another measure, which has no bar. */
    private static final double ENOUGH = 0.9;

    private static final Duration WARM = Duration.ofSeconds(10);

    private LagFigures() {}

    /**
     * @param items of the table that is copied meanwhile
     * @param time for how long to measure without a copy, and about as long with one
     * @param workerOptions for the worker's Java, behind those of the launcher
     */
    public static List<Figure> measure(Stack stack, long items, Duration time, String workerOptions) throws Exception {
        try (var ground = Ground.open(stack);
                var worker = ground.worker(workerOptions)) {
            return List.of(withoutCopy(stack, ground, time), withCopy(stack, ground, items, time));
        }
    }

    private static Figure withoutCopy(Stack stack, Ground ground, Duration time) throws Exception {
        var name = Stack.unique("bench");
        var orders = new Orders(Stack.unique(""));
        try (var source = Source.create(stack.dynamoDb(), orders, FEW, SEED)) {
            ground.start(name, orders);
            ground.awaitEqual(name);
            var figure = lag(
                    stack,
                    ground,
                    orders,
                    FEW,
                    "lag p99, no copy running",
                    new Goal.AtMost(1, 0.5),
                    WARM,
                    () -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
            ground.abort(name);
            ground.number("with gone as (delete from shop.orders returning 1) select count(*) from gone");
            return figure;
        }
    }

    private static Figure withCopy(Stack stack, Ground ground, long items, Duration time) throws Exception {
        var name = Stack.unique("bench");
        var orders = new Orders(Stack.unique(""));
        try (var source = Source.create(stack.dynamoDb(), orders, items, SEED)) {
            var budget = OptionalDouble.of(UNITS * items / time.toSeconds());
            ground.operator().start(new MigrationFile(name, List.of(orders), budget));
            ground.await(name, "copying", progress -> progress.anyIn("BACKFILLING"));
            return lag(
                    stack,
                    ground,
                    orders,
                    items,
                    String.format(Locale.ROOT, "lag p99 while %,d items are copied", items),
                    new Goal.AtMost(3, 1),
                    Duration.ZERO,
                    () -> ground.await(name, "barrier", progress -> !progress.anyIn("BACKFILLING")));
        }
    }

    @FunctionalInterface
    private interface Wait {
        void run() throws Exception;
    }

    private static Figure lag(
            Stack stack, Ground ground, Orders orders, long items, String what, Goal goal, Duration warm, Wait wait)
            throws Exception {
        var load = new Load(THREADS, WRITES - PROBES, items, SEED);
        try (var writers = Writers.start(stack.dynamoDb(), orders, load)) {
            TimeUnit.NANOSECONDS.sleep(warm.toNanos());
            try (var probe = Probe.start(stack.dynamoDb(), orders, ground.address(), PROBES)) {
                long start = System.nanoTime();
                long before = writers.changes() + writers.refused();
                wait.run();
                double seconds = (System.nanoTime() - start) / 1e9;
                double made = writers.changes() + writers.refused() - before;
                var lags = probe.finish();
                if (lags.size() < LEAST) {
                    return Figure.missing(
                            what,
                            "s",
                            goal,
                            "only %d probes in %.1f s: use more --seconds".formatted(lags.size(), seconds));
                }
                double rate = (made + lags.size()) / seconds;
                return new Figure(
                        what,
                        at(lags, 0.99),
                        "s",
                        rate < ENOUGH * WRITES ? new Goal.None() : goal,
                        String.format(
                                Locale.ROOT,
                                "median %.2f s, most %.2f s; %,d probes in %.0f s among %,.0f changes/s%s",
                                at(lags, 0.5),
                                at(lags, 1),
                                lags.size(),
                                seconds,
                                rate,
                                rate < ENOUGH * WRITES ? ", too few for the bar: the source took no more" : ""));
            }
        }
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
