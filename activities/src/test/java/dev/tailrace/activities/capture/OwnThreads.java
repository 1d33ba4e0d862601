package dev.tailrace.activities.capture;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * Everything on the thread that asks, one thing after the other: an attempt that dies in a read does nothing after it, and one
 * that waits for records has applied those that it was given. The permits are its own, since it may be parked with one in
 * hand, and no one would know that another waits for it.
 */
record OwnThreads(int atOnce, Semaphore calls, PageMemory memory) implements Threads {
    OwnThreads() {
        // The page that is read behind another one has its own room.
        this(1, new Semaphore(1), new PageMemory(2));
    }

    @Override
    public ExecutorService open(String name) {
        return new OwnThread();
    }
}
