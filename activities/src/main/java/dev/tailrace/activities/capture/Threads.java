package dev.tailrace.activities.capture;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where the threads come from that work beside a group's own. Thread-safe. */
interface Threads {
    /** As many virtual threads as there are tasks. */
    Threads VIRTUAL = name -> Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(name + "-", 0).factory());

    /** For one purpose in one turn; whoever asks closes it. */
    ExecutorService open(String name);
}
