package dev.tailrace.bench.workers;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.bench.run.Size;
import dev.tailrace.bench.run.Worker;
import dev.tailrace.bench.source.SlowSource;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;

/**
 * The same table copied by one worker and by two, from a source that holds back each page. The table's window has room for all
 * places of both: it is the workers that are doubled, and nothing else.
 */
public final class WorkerFigures {
    private static final long SEED = 6;
    /** Twice the copies that a worker runs at once. */
    private static final int WINDOW = 16;

    private WorkerFigures() {}

    /**
     * @param size of the table; its window is not used
     * @param pause before each page
     * @param workerOptions for each worker's Java, behind those of the launcher
     */
    public static Figure measure(Stack stack, Size size, Duration pause, Goal goal, String workerOptions)
            throws Exception {
        var wide = new Size(1, size.items(), size.bytes(), size.segments(), WINDOW);
        // Others use the machine too: one worker is measured before and after two.
        var before = copied(stack, wide, pause, 1, workerOptions);
        var two = copied(stack, wide, pause, 2, workerOptions);
        var after = copied(stack, wide, pause, 1, workerOptions);
        double one = (before.seconds() + after.seconds()) / 2;
        return new Figure(
                "two workers ÷ one, " + pause.toMillis() + " ms a page",
                one / two.seconds(),
                "×",
                goal,
                String.format(
                        Locale.ROOT,
                        "%,d items, %d segments: %.1f and %.1f s by one, processors %.0f %% busy; %.1f s by two, %.0f %%",
                        size.items(),
                        size.segments(),
                        before.seconds(),
                        after.seconds(),
                        50 * (before.busy() + after.busy()),
                        two.seconds(),
                        100 * two.busy()));
    }

    private record Copied(double seconds, double busy) {}

    private static Copied copied(Stack stack, Size size, Duration pause, int count, String workerOptions)
            throws Exception {
        var name = Stack.unique("bench");
        var table = Ground.sized("Slow", size);
        var workers = new ArrayList<Worker>();
        try (var source = Source.create(stack.dynamoDb(), table, size.items(), SEED);
                var ground = Ground.open(stack);
                var slow = SlowSource.before(stack.addresses().dynamoDb(), pause)) {
            for (int i = 0; i < count; i++) {
                workers.add(Worker.start(slow.environment(ground.environment()), workerOptions));
            }
            // Each gets as much to warm up as one alone.
            for (int i = 0; i < count; i++) {
                ground.warmUp(size);
            }
            ground.start(name, table);
            ground.await(name, "copying", progress -> progress.anyIn("BACKFILLING"));
            var start = ProcessorTime.now();
            ground.await(name, "copied", progress -> !progress.anyIn("BACKFILLING"));
            double busy = ProcessorTime.now().since(start);
            ground.awaitEqual(name);
            if (slow.requests("Scan") < size.segments()) {
                throw new IllegalStateException("Cannot measure: the workers do not scan through the slow source");
            }
            return new Copied(ground.trail(name).copySeconds(), busy);
        } finally {
            for (var worker : workers) {
                worker.close();
            }
        }
    }
}
