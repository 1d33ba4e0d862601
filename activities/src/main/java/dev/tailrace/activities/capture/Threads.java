package dev.tailrace.activities.capture;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Where the threads come from that work next to a group's own, and how much they may do at once. Thread-safe. */
interface Threads {
    /** As many virtual threads as there are tasks. A client has 64 connections, some of which list shards. */
    Threads VIRTUAL = new Virtual(8, new Semaphore(48, true), PageMemory.ofHeap());

    /** For one purpose in one turn; whoever asks closes it. */
    ExecutorService open(String name);

    /** How many shards a group reads side by side. */
    int atOnce();

    /** One for each read of a shard, of all groups together; first come, first served. */
    Semaphore calls();

    /** For what is read, of all groups together. */
    PageMemory memory();

    /** Threads that cost little while they wait for the stream. */
    record Virtual(int atOnce, Semaphore calls, PageMemory memory) implements Threads {
        @Override
        public ExecutorService open(String name) {
            return Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name(name + "-", 0).factory());
        }
    }
}
