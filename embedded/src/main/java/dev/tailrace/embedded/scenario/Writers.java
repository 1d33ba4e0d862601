package dev.tailrace.embedded.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An application at work on a scenario's tables, in threads of its own until it is closed. */
public final class Writers implements AutoCloseable {
    /** For the write in hand, with all its retries. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** A third of all changes meet on these, so that one item changes many times within seconds. */
    private static final int HOT_ITEMS = 50;

    private final Scenario scenario;
    private final Application application;
    private final AtomicLong items;
    private final Map<ChangeKind, LongAdder> done = new EnumMap<>(ChangeKind.class);
    private final LongAdder refused = new LongAdder();
    private final ExecutorService threads;
    private final List<Future<?>> work = new ArrayList<>();
    private volatile boolean closed;

    private Writers(DynamoDbClient dynamoDb, Scenario scenario, Load load) {
        this.scenario = scenario;
        this.application = new Application(dynamoDb);
        this.items = new AtomicLong(load.items());
        for (ChangeKind kind : ChangeKind.values()) {
            done.put(kind, new LongAdder());
        }
        this.threads = Executors.newFixedThreadPool(load.threads());
    }

    public static Writers start(DynamoDbClient dynamoDb, Scenario scenario, Load load) {
        Writers writers = new Writers(dynamoDb, scenario, load);
        SplittableRandom seeds = new SplittableRandom(load.seed());
        long nanosBetween = (long) (TimeUnit.SECONDS.toNanos(1) * load.threads() / load.changesPerSecond());
        for (int i = 0; i < load.threads(); i++) {
            RandomGenerator random = seeds.split();
            writers.work.add(writers.threads.submit(() -> writers.write(random, nanosBetween)));
        }
        return writers;
    }

    /** Changes that were done. */
    public long changes() {
        return done.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Changes of a kind that were done. */
    public long changes(ChangeKind kind) {
        return Objects.requireNonNull(done.get(kind)).sum();
    }

    /** Changes whose condition refused them, mostly since another thread had deleted the item. */
    public long refused() {
        return refused.sum();
    }

    /**
     * Stops after the change in hand; every write that was begun is acknowledged then.
     *
     * @throws IllegalStateException where a writer had failed
     */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        try {
            for (Future<?> writer : work) {
                writer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A writer of " + scenario.id() + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("A writer of " + scenario.id() + " did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the writers of " + scenario.id() + " stopped", e);
        }
    }

    private void write(RandomGenerator random, long nanosBetween) {
        long next = System.nanoTime();
        while (!closed) {
            change(random);
            next += nanosBetween;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void change(RandomGenerator random) {
        ChangeKind kind = ChangeKind.any(random);
        long n = kind == ChangeKind.INSERT ? items.getAndIncrement() : existing(random);
        boolean all = true;
        for (Write write : scenario.change(kind, n, random)) {
            all &= application.send(write);
        }
        if (all) {
            Objects.requireNonNull(done.get(kind)).increment();
        } else {
            refused.increment();
        }
    }

    private long existing(RandomGenerator random) {
        long count = items.get();
        return random.nextInt(3) == 0 ? random.nextLong(Math.min(HOT_ITEMS, count)) : random.nextLong(count);
    }
}
