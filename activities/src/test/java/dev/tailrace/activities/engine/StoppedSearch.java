package dev.tailrace.activities.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection whose client stops in the middle of a search for bad items: when the first half of the batch has been tried, and is not
 * undone yet. The whole batch is undone before that.
 */
final class StoppedSearch implements AutoCloseable {
    private static final int FIRST_HALF = 2;
    private static final long LIMIT = 20;

    private final Connection real;
    private final AtomicInteger undone = new AtomicInteger();
    private final CompletableFuture<String> stopped = new CompletableFuture<>();
    private final CompletableFuture<Void> goOn = new CompletableFuture<>();

    StoppedSearch(Connection real) {
        this.real = real;
    }

    Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                StoppedSearch.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("rollback") && args != null && undone.incrementAndGet() == FIRST_HALF) {
                        stopped.complete(IdleBound.of(real));
                        goOn.get(LIMIT, TimeUnit.SECONDS);
                    }
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Waits until it has stopped, and says how long its transaction may be idle. */
    String awaitHalf() throws InterruptedException, ExecutionException, TimeoutException {
        return stopped.get(LIMIT, TimeUnit.SECONDS);
    }

    void goOn() {
        goOn.complete(null);
    }

    @Override
    public void close() throws SQLException {
        goOn();
        real.close();
    }
}
