package dev.tailrace.verify;

import org.jspecify.annotations.Nullable;

/** Keeps how far a comparison is, so that another attempt goes on there. From one thread at a time. */
public interface Checkpoints {
    /**
     * What was saved last, with all pieces and suspects; null for nothing.
     *
     * @throws InterruptedException if asked to stop
     */
    @Nullable
    SavedComparison load() throws InterruptedException;

    /**
     * Adds to what was saved, all of it or nothing.
     *
     * @throws InterruptedException if asked to stop
     */
    void save(SavedComparison change) throws InterruptedException;

    /**
     * Replaces all that was saved, all of it or nothing.
     *
     * @throws InterruptedException if asked to stop
     */
    void replace(SavedComparison first) throws InterruptedException;
}
