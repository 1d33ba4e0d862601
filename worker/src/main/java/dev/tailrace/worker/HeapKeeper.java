package dev.tailrace.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;
import java.util.Optional;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/**
 * Asks the serial collector for a full collection before the heap grows. By itself it makes none before the heap has its greatest size,
 * so that what has long been garbage would in time fill most of the machine's memory. What is alive in a worker is small: a collection
 * takes a tenth of a second. With another collector it does nothing. Thread-safe.
 */
public final class HeapKeeper implements AutoCloseable {
    private static final String OLD = "Tenured Gen";

    private final List<NotificationEmitter> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(NotificationEmitter.class::isInstance)
            .map(NotificationEmitter.class::cast)
            .toList();
    private final NotificationListener listener = this::heard;
    private final MemoryPoolMXBean old;
    private final long least;

    private HeapKeeper(MemoryPoolMXBean old, long least) {
        this.old = old;
        this.least = least;
    }

    /**
     * Keeps this process's heap until closed.
     *
     * @param least bytes in the old generation that are no reason to collect; nor is twice of what was alive at the last full collection
     * @return empty with another collector
     */
    public static Optional<HeapKeeper> start(long least) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals(OLD))
                .findFirst()
                .map(pool -> new HeapKeeper(pool, least).begin());
    }

    private HeapKeeper begin() {
        collectors.forEach(collector -> collector.addNotificationListener(listener, null, null));
        return this;
    }

    /** After each collection, on the JVM's own thread for notifications. */
    private void heard(Notification notification, Object nothing) {
        long alive = old.getCollectionUsage().getUsed();
        if (old.getUsage().getUsed() > Math.max(least, 2 * alive)) {
            System.gc();
        }
    }

    @Override
    public void close() {
        try {
            for (var collector : collectors) {
                collector.removeNotificationListener(listener);
            }
        } catch (ListenerNotFoundException e) {
            throw new IllegalStateException("Cannot end twice", e);
        }
    }
}
