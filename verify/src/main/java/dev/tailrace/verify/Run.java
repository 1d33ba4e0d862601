package dev.tailrace.verify;

/** A run of neighbours: takes one after the other, from one thread. */
public interface Run<T> extends Sink<T> {
    /**
     * The run is over.
     *
     * @throws InterruptedException if asked to stop
     */
    void end() throws InterruptedException;
}
