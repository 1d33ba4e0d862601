package dev.tailrace.activities.capture;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;

/**
 * One round over a group's lanes: each is asked once, a few side by side, and the answers are given out as they come. The
 * next lane is asked when an answer is taken, so no more than {@link #AT_ONCE} pages are in memory. For one thread.
 */
final class Readings implements AutoCloseable {
    static final int AT_ONCE = 8;

    /** Of all groups of the process: a client has 64 connections, some of which list shards. First come, first served. */
    private static final Semaphore CALLS = new Semaphore(48, true);

    private final ExecutorService threads;
    private final CompletionService<Reading> answers;
    private final Iterator<ShardLane> waiting;
    private int underWay;

    /** What became of asking a lane. */
    sealed interface Reading {
        ShardLane lane();

        record Answered(ShardLane lane, GetRecordsResponse answer) implements Reading {}

        record Failed(ShardLane lane, SdkException failure) implements Reading {}
    }

    Readings(ExecutorService threads, List<ShardLane> lanes) {
        this.threads = threads;
        answers = new ExecutorCompletionService<>(threads);
        waiting = lanes.iterator();
        while (underWay < AT_ONCE && waiting.hasNext()) {
            askNext();
        }
    }

    private void askNext() {
        var lane = waiting.next();
        answers.submit(() -> ask(lane));
        underWay++;
    }

    private static Reading ask(ShardLane lane) throws Gap, InterruptedException {
        CALLS.acquire();
        try {
            return new Reading.Answered(lane, lane.fetch());
        } catch (SdkException e) {
            return new Reading.Failed(lane, e);
        } finally {
            CALLS.release();
        }
    }

    boolean hasNext() {
        return underWay > 0;
    }

    /** Waits for an answer of any lane. */
    Reading next() throws Gap, InterruptedException {
        var answer = answers.take();
        underWay--;
        if (waiting.hasNext()) {
            askNext();
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Gap gap -> throw gap;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException("Cannot read a shard", e);
            }
        }
    }

    /** Cuts off what is under way; its lanes have not moved. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
