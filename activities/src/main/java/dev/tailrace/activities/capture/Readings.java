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
 * next lane is asked once an answer has been dealt with, so no more pages than {@link Threads#atOnce} are in memory. For one
 * thread.
 */
final class Readings implements AutoCloseable {
    private final ExecutorService threads;
    private final Semaphore calls;
    private final CompletionService<Reading> answers;
    private final Iterator<ShardLane> waiting;
    private final int atOnce;
    private int underWay;

    /** What became of asking a lane. */
    sealed interface Reading {
        ShardLane lane();

        record Answered(ShardLane lane, GetRecordsResponse answer) implements Reading {}

        record Failed(ShardLane lane, SdkException failure) implements Reading {}
    }

    Readings(Threads threads, List<ShardLane> lanes) {
        this.threads = threads.open("read-shards");
        calls = threads.calls();
        answers = new ExecutorCompletionService<>(this.threads);
        waiting = lanes.iterator();
        atOnce = threads.atOnce();
    }

    private void askNext() {
        var lane = waiting.next();
        answers.submit(() -> ask(lane));
        underWay++;
    }

    private Reading ask(ShardLane lane) throws Gap, InterruptedException {
        calls.acquire();
        try {
            return new Reading.Answered(lane, lane.fetch());
        } catch (SdkException e) {
            return new Reading.Failed(lane, e);
        } finally {
            calls.release();
        }
    }

    boolean hasNext() {
        return underWay > 0 || waiting.hasNext();
    }

    /** Waits for an answer of any lane. */
    Reading next() throws Gap, InterruptedException {
        while (underWay < atOnce && waiting.hasNext()) {
            askNext();
        }
        var answer = answers.take();
        underWay--;
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
