package dev.tailrace.activities.capture;

import java.util.concurrent.Semaphore;

/**
 * Room for the pages of streams that a process has read and not applied yet, of all its tables together: there may be a thousand groups of
 * shards, each with several pages, while their targets are slow. Pages of the copy need none of it: few segments are copied at once, and
 * each has two. A page that is being read counts as full, since no one knows how large it will be. Whoever waits for room holds none, and
 * who has a page releases it without any more: so no one waits for ever. Thread-safe; first come, first served.
 */
final class PageMemory {
    /** GetRecords gives 1 MB at most (source: AWS documentation, GetRecords). */
    private static final int FULL = 1 << 20;

    private static final int UNIT = 1 << 10;

    /** As objects, records are taken to need so many times what they are on the wire. */
    private static final int AS_OBJECTS = 4;

    /** Of the heap; the rest is for what is made of the pages, and for everything else. */
    private static final int PART = 4;

    private static final int FEWEST = 8;

    private final Semaphore units;

    /** @param pages how many full ones there is room for, at least one */
    PageMemory(int pages) {
        units = new Semaphore(pages * (FULL / UNIT), true);
    }

    /** As much as the heap of this process allows. */
    static PageMemory ofHeap() {
        long pages = Runtime.getRuntime().maxMemory() / PART / AS_OBJECTS / FULL;
        return new PageMemory((int) Math.clamp(pages, FEWEST, Integer.MAX_VALUE / FULL));
    }

    /** Waits until there is room for a page, which {@link #leave} releases. Returns what is held for it. */
    int enter() throws InterruptedException {
        units.acquire(FULL / UNIT);
        return FULL / UNIT;
    }

    /** Releases what a page does not need of it. Returns what is held for it from now on. */
    int keep(int held, long bytes) {
        int needed = (int) Math.min(held, Math.ceilDiv(bytes, UNIT));
        units.release(held - needed);
        return needed;
    }

    void leave(int held) {
        units.release(held);
    }

    /** Full pages that there is room for now. */
    int free() {
        return units.availablePermits() / (FULL / UNIT);
    }

    /** Whether someone waits for room. */
    boolean isAwaited() {
        return units.hasQueuedThreads();
    }
}
