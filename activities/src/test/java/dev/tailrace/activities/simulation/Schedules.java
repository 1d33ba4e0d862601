package dev.tailrace.activities.simulation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** Runs schedules, two at a time, until they are through or some went wrong. */
final class Schedules {
    private static final long DEFAULT = 2_000;
    private static final long TO_THEIR_ENDS = 1_000;
    private static final int AT_A_TIME = 2;
    /** For those that are run by hand, by the hundred thousand. */
    private static final Duration LIMIT = Duration.ofHours(12);

    private static final ConcurrentLinkedQueue<TargetDatabase> FREE = new ConcurrentLinkedQueue<>();

    private final Breakage breakage;
    private final List<Long> seeds;
    private final int mostFailures;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger fine = new AtomicInteger();
    private final SortedMap<Long, Outcome> failures = new ConcurrentSkipListMap<>();

    private Schedules(Breakage breakage, List<Long> seeds, int mostFailures) {
        this.breakage = breakage;
        this.seeds = seeds;
        this.mostFailures = mostFailures;
    }

    /** The seeds that the command line asks for. */
    static List<Long> wanted() {
        return wanted(DEFAULT);
    }

    /** Of schedules that have to end well each has to run to its end. */
    static List<Long> toTheirEnds() {
        return wanted(TO_THEIR_ENDS);
    }

    private static List<Long> wanted(long unlessAsked) {
        var one = Long.getLong("tailrace.simulation.seed");
        long from = Long.getLong("tailrace.simulation.from", 0);
        return one != null
                ? List.of(one)
                : LongStream.range(from, from + Long.getLong("tailrace.simulation.schedules", unlessAsked))
                        .boxed()
                        .toList();
    }

    /**
     * What came of it.
     *
     * @param fine how many of the schedules were fine ({@link Plan#fine()})
     * @param failures the schedules that went wrong, by seed
     */
    record Run(int schedules, int fine, Duration took, SortedMap<Long, Outcome> failures) {
        @Override
        public String toString() {
            return "%d schedules, %d of them fine, in %.1f s; wrong: %s"
                    .formatted(schedules, fine, took.toMillis() / 1000.0, failures.keySet());
        }
    }

    /** @param mostFailures after how many schedules that go wrong no other begins */
    static Run run(Breakage breakage, List<Long> seeds, int mostFailures) throws InterruptedException {
        return new Schedules(breakage, seeds, mostFailures).run();
    }

    private Run run() throws InterruptedException {
        long start = System.nanoTime();
        try (var actors = Executors.newCachedThreadPool();
                var workers = Executors.newFixedThreadPool(AT_A_TIME)) {
            Callable<Boolean> worker = () -> work(actors);
            for (var worked : workers.invokeAll(
                    Collections.nCopies(Math.min(AT_A_TIME, seeds.size()), worker),
                    LIMIT.toMinutes(),
                    TimeUnit.MINUTES)) {
                worked.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot simulate", e.getCause());
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        return new Run(Math.min(begun.get(), seeds.size()), fine.get(), took, failures);
    }

    private boolean work(ExecutorService actors) throws SQLException {
        var free = FREE.poll();
        var database = free == null ? new TargetDatabase() : free;
        while (failures.size() < mostFailures) {
            int next = begun.getAndIncrement();
            if (next >= seeds.size()) {
                break;
            }
            var outcome = Simulation.run(seeds.get(next), breakage, database, actors);
            if (outcome.plan().fine()) {
                fine.incrementAndGet();
            }
            if (!outcome.isRight()) {
                failures.put(outcome.plan().seed(), outcome);
            }
        }
        return FREE.add(database);
    }
}
