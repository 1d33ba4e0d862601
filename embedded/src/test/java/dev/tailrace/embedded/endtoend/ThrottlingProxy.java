package dev.tailrace.embedded.endtoend;

import dev.tailrace.embedded.fault.HttpProxy;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A DynamoDB on loopback that passes everything on, remembers what it was asked for, and throttles every other scan while it is
 * told to. Thread-safe.
 */
final class ThrottlingProxy implements AutoCloseable {
    private static final HttpProxy.Answer THROTTLED = HttpProxy.Answer.json(400, """
            {"__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", "message": "slow down"}
            """);

    private final AtomicLong scans = new AtomicLong();
    private final Set<String> operations = ConcurrentHashMap.newKeySet();
    private final HttpProxy proxy;
    private volatile boolean throttling;

    ThrottlingProxy(URI upstream) throws IOException {
        proxy = new HttpProxy(upstream, this::answer);
    }

    URI address() {
        return proxy.address();
    }

    void throttle(boolean wanted) {
        throttling = wanted;
    }

    /** How many scans it was asked for. */
    long scans() {
        return scans.get();
    }

    /** Every operation that it was asked for, by the name that a permission has, without {@code dynamodb:}. */
    Set<String> operations() {
        return Set.copyOf(operations);
    }

    private HttpProxy.Answer answer(String operation) {
        operations.add(operation);
        boolean refused = operation.equals("Scan") && scans.incrementAndGet() % 2 == 0 && throttling;
        return refused ? THROTTLED : HttpProxy.Answer.PASS;
    }

    @Override
    public void close() {
        proxy.close();
    }
}
