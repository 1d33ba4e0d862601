package dev.tailrace.bench.change;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.scenario.Load;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast one worker applies the changes of a scenario's writers, mixed as they make them, after the barrier. They are made while it is paused;
 * the time between its first batch and its last counts.
 */
public final class ChangeFigures {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration STILL = Duration.ofSeconds(6);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final long ITEMS = 2_000;
    private static final long SEED = 6;
    private static final int THREADS = 8;

    private ChangeFigures() {}

    /**
     * @param changes how many the writers make at least
     * @param workerOptions for the worker's Java, behind those of the launcher
     */
    public static Figure measure(
            Stack stack, String what, Scenario scenario, long changes, Goal goal, String workerOptions)
            throws Exception {
        var name = Stack.unique("bench");
        try (var source = Source.create(stack.dynamoDb(), scenario, ITEMS, SEED);
                var ground = Ground.open(stack);
                var worker = ground.worker(workerOptions)) {
            ground.start(name, scenario);
            ground.awaitEqual(name);
            // Twice: the first time the worker's code is compiled.
            drained(stack, scenario, changes, ground, name);
            var drained = drained(stack, scenario, changes, ground, name);
            double alone = StreamAlone.recordsPerSecond(
                    stack.dynamoDb(),
                    stack.streams(),
                    scenario.tables().stream().map(t -> t.tableName()).toList());
            return new Figure(
                    what,
                    drained.records() / drained.seconds(),
                    "changes/s",
                    goal,
                    String.format(
                            Locale.ROOT,
                            "%,d records in %.1f s; read and thrown away: %,.0f/s",
                            drained.records(),
                            drained.seconds(),
                            alone));
        }
    }

    private record Drained(long records, double seconds) {}

    /** Has changes made while the table is paused, and lets them come. */
    private static Drained drained(Stack stack, Scenario scenario, long changes, Ground ground, String migration)
            throws Exception {
        ground.operator().verb(migration, "pause", Map.of("scope", "all"));
        var asFastAsTheyCan = new Load(THREADS, Double.MAX_VALUE, ITEMS, SEED);
        try (var writers = Writers.start(stack.dynamoDb(), scenario, asFastAsTheyCan)) {
            Await.until("changes", LIMIT, writers::changes, made -> made >= changes);
        }
        ground.operator().verb(migration, "resume", Map.of());
        return drained(ground);
    }

    /** Until nothing more has come for a while. */
    private static Drained drained(Ground ground) throws SQLException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        long before = applied(ground);
        long first = 0;
        long firstAt = 0;
        long last = before;
        long lastAt = 0;
        while (last == before || System.nanoTime() - lastAt < STILL.toNanos()) {
            long now = System.nanoTime();
            if (now > limit) {
                throw new IllegalStateException("Cannot measure changes: they are not all applied within " + LIMIT);
            }
            long applied = applied(ground);
            if (applied != last) {
                first = firstAt == 0 ? applied : first;
                firstAt = firstAt == 0 ? now : firstAt;
                last = applied;
                lastAt = now;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return new Drained(last - first, (lastAt - firstAt) / 1e9);
    }

    private static long applied(Ground ground) throws SQLException {
        return (long) ground.number("select sum(applied) from tailrace.lane");
    }
}
