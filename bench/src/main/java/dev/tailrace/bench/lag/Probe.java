package dev.tailrace.bench.lag;

import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.stack.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Puts orders of its own among the writers' and looks when they are at the target: one statement asks for all that are still out.
 * An order's lag is from its put's acknowledgement until a look has found it, and nothing if a look was faster.
 */
final class Probe implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** Far from the writers' numbers, which only they count up. */
    private static final long FIRST = 50_000_000;

    /** Not a time that the clock shows. */
    private static final Long UNACKNOWLEDGED = Long.MIN_VALUE;

    /** A put takes its time when the machine is busy. */
    private static final int PUTTERS = 4;

    private final DynamoDbClient dynamo;
    private final Orders orders;
    private final Connection target;
    private final Map<String, Long> out = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Double> lags = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(PUTTERS + 1);
    private final List<Future<?>> putters = new ArrayList<>();
    private final Future<?> looker;
    private final AtomicLong next = new AtomicLong(FIRST);
    private volatile boolean putting = true;
    private volatile boolean looking = true;

    private Probe(DynamoDbClient dynamo, Orders orders, Connection target, double perSecond) {
        this.dynamo = dynamo;
        this.orders = orders;
        this.target = target;
        for (int i = 0; i < PUTTERS; i++) {
            putters.add(threads.submit(() -> put((long) (1e9 * PUTTERS / perSecond))));
        }
        this.looker = threads.submit(() -> {
            look();
            return null;
        });
    }

    static Probe start(DynamoDbClient dynamo, Orders orders, DatabaseAddress target, double perSecond)
            throws SQLException {
        return new Probe(dynamo, orders, target.connect(), perSecond);
    }

    /**
     * Stops putting, and waits for what is out.
     *
     * @return seconds, from the least to the most
     * @throws IllegalStateException if something never comes
     */
    List<Double> finish() throws InterruptedException {
        putting = false;
        for (var putter : putters) {
            join(putter);
        }
        Await.until("the last probes at the target", LIMIT, out::size, left -> left == 0);
        looking = false;
        join(looker);
        return lags.stream().sorted().toList();
    }

    private void put(long nanosBetween) {
        long time = System.nanoTime();
        while (putting) {
            long n = next.getAndIncrement();
            var put = orders.item(n, new SplittableRandom(n));
            var id = Objects.requireNonNull(put.item().get("orderId")).s();
            out.put(id, UNACKNOWLEDGED);
            dynamo.putItem(b -> b.tableName(put.table()).item(put.item()));
            out.replace(id, UNACKNOWLEDGED, System.nanoTime());
            time += nanosBetween;
            LockSupport.parkNanos(time - System.nanoTime());
        }
    }

    private void look() throws SQLException {
        var sql = "select order_id from " + orders.schema() + ".orders where order_id = any(?)";
        try (var select = target.prepareStatement(sql)) {
            while (looking) {
                select.setArray(1, target.createArrayOf("text", out.keySet().toArray()));
                try (var row = select.executeQuery()) {
                    long now = System.nanoTime();
                    while (row.next()) {
                        long since = Objects.requireNonNull(out.remove(row.getString(1)));
                        lags.add(since == UNACKNOWLEDGED ? 0 : (now - since) / 1e9);
                    }
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private static void join(Future<?> thread) throws InterruptedException {
        try {
            thread.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot measure the lag", e.getCause());
        }
    }

    @Override
    public void close() throws SQLException {
        putting = false;
        looking = false;
        threads.close();
        target.close();
    }
}
