package dev.tailrace.verify;

/** Takes what is read, one at a time. Thread-safe. */
@FunctionalInterface
public interface Sink<T> {
    /** @throws InterruptedException if asked to stop */
    void take(T one) throws InterruptedException;
}
