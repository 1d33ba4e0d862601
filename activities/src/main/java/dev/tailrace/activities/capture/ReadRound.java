package dev.tailrace.activities.capture;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.store.ChangeReader.Page;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One round over a group's lanes: each is asked once, a few side by side, and the answers are given out as they come. The
 * next lane is asked once an answer has been dealt with. When all have been asked, lanes that have more are asked for that while
 * their page is applied, for a while. So no more pages than {@link Threads#atOnce} are in memory next to the one that is applied, and of all
 * groups no more than there is {@link PageMemory} for. For one thread.
 */
final class ReadRound implements AutoCloseable {
    /** Then whoever reads has a look at what else there is to do. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final ExecutorService threads;
    private final Semaphore calls;
    private final PageMemory memory;
    private final CompletionService<Answer> answers;
    private final Iterator<ShardLane> waiting;
    private final int atOnce;
    private final long end = System.nanoTime() + LONGEST.toNanos();
    private int underWay;
    private int held;

    /** What became of asking a lane. */
    sealed interface Answer {
        ShardLane lane();

        /** @param held of the memory for pages, until the next answer is asked for */
        record Answered(ShardLane lane, Page page, int held) implements Answer {}

        record Failed(ShardLane lane, RuntimeException failure) implements Answer {}

        /** Asked ahead in vain. */
        record Forgotten(ShardLane lane) implements Answer {}
    }

    ReadRound(Threads threads, List<ShardLane> lanes) {
        this.threads = threads.open("read-shards");
        calls = threads.calls();
        memory = threads.memory();
        answers = new ExecutorCompletionService<>(this.threads);
        waiting = lanes.iterator();
        atOnce = threads.atOnce();
    }

    private void askNext() {
        var lane = waiting.next();
        ask(lane, lane::fetch);
    }

    private void askBehind(Answer.Answered reading) {
        var lane = reading.lane();
        ask(lane, () -> lane.fetchBehind(reading.page()));
    }

    private void ask(ShardLane lane, Ask ask) {
        answers.submit(() -> called(lane, ask));
        underWay++;
    }

    private interface Ask {
        @Nullable
        Page call() throws Gap;
    }

    private Answer called(ShardLane lane, Ask ask) throws Gap, InterruptedException {
        int room = memory.enter();
        try {
            var page = page(ask);
            if (page == null) {
                return new Answer.Forgotten(lane);
            }
            int kept = memory.keep(room, page.bytes());
            room = 0;
            return new Answer.Answered(lane, page, kept);
        } catch (RuntimeException e) {
            if (!FailureClassifier.isOfSource(e)) {
                throw e;
            }
            return new Answer.Failed(lane, e);
        } finally {
            memory.leave(room);
        }
    }

    private @Nullable Page page(Ask ask) throws Gap, InterruptedException {
        calls.acquire();
        try {
            return ask.call();
        } finally {
            calls.release();
        }
    }

    boolean hasNext() {
        return underWay > 0 || waiting.hasNext();
    }

    /** Waits for an answer of any lane. The one before it has been dealt with. */
    Answer next() throws Gap, InterruptedException {
        leave();
        while (underWay < atOnce && waiting.hasNext()) {
            askNext();
        }
        var answer = answers.take();
        underWay--;
        try {
            var reading = answer.get();
            held = reading instanceof Answer.Answered answered ? answered.held() : 0;
            if (reading instanceof Answer.Answered full
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
        leave();
        for (var left = answers.poll(); left != null; left = answers.poll()) {
            if (left.state() == Future.State.SUCCESS && left.resultNow() instanceof Answer.Answered answered) {
                memory.leave(answered.held());
            }
        }
    }

    private void leave() {
        memory.leave(held);
        held = 0;
    }
}
