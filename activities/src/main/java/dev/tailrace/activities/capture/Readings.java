package dev.tailrace.activities.capture;

import dev.tailrace.activities.capture.ShardReader.Page;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One round over a group's lanes: each is asked once, a few side by side, and the answers are given out as they come. The
 * next lane is asked once an answer has been dealt with. When all have been asked, lanes that have more are asked for that while
 * their page is applied, for a while. So no more pages than {@link Threads#atOnce} are in memory beside the one that is applied. For
 * one thread.
 */
final class Readings implements AutoCloseable {
    /** Then whoever reads has a look at what else there is to do. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final ExecutorService threads;
    private final Semaphore calls;
    private final CompletionService<Reading> answers;
    private final Iterator<ShardLane> waiting;
    private final int atOnce;
    private final long end = System.nanoTime() + LONGEST.toNanos();
    private int underWay;

    /** What became of asking a lane. */
    sealed interface Reading {
        ShardLane lane();

        record Answered(ShardLane lane, Page page) implements Reading {}

        record Failed(ShardLane lane, SdkException failure) implements Reading {}

        /** Asked ahead in vain. */
        record Forgotten(ShardLane lane) implements Reading {}
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
        ask(lane, () -> new Reading.Answered(lane, lane.fetch()));
    }

    private void askBehind(Reading.Answered reading) {
        var lane = reading.lane();
        ask(lane, () -> {
            var page = lane.fetchBehind(reading.page());
            return page == null ? new Reading.Forgotten(lane) : new Reading.Answered(lane, page);
        });
    }

    private void ask(ShardLane lane, Ask ask) {
        answers.submit(() -> called(lane, ask));
        underWay++;
    }

    private interface Ask {
        Reading call() throws Gap;
    }

    private Reading called(ShardLane lane, Ask ask) throws Gap, InterruptedException {
        calls.acquire();
        try {
            return ask.call();
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
            var reading = answer.get();
            if (reading instanceof Reading.Answered full
                    && full.page().hasMore()
                    && !waiting.hasNext()
                    && System.nanoTime() < end) {
                askBehind(full);
            }
            return reading;
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
