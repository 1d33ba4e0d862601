package dev.tailrace.activities.reverse;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.Reverse;
import dev.tailrace.activities.reverse.LaneTaking.Taken;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.reverse.ReverseActivities;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One turn of some of a pass's lanes that write the source, each in a thread of its own: as many batches are under way. For one thread. */
final class ReverseGroup {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final LoadedTable table;
    private final Pass pass;
    private final ReverseActivities.Lanes lanes;
    private final Attempt attempt;
    private final WayBackStores stores;
    private final EngineOptions options;
    private final OperatorSettings settings;
    private volatile boolean ending;

    /** Who does it. @param term of the attempt (R1) */
    record Attempt(long term, Heartbeat heartbeat) {}

    /** @param settings of the table, with all its activities in this process */
    ReverseGroup(
            LoadedTable table,
            ReverseActivities.Lanes lanes,
            Attempt attempt,
            WayBackStores stores,
            EngineOptions options,
            OperatorSettings settings)
            throws SQLException {
        this.table = table;
        this.lanes = lanes;
        this.attempt = attempt;
        this.stores = stores;
        this.options = options;
        this.settings = settings;
        pass = Passes.get(table.target(), lanes.passId());
    }

    Turn run() throws SQLException, LaneLost, InterruptedException {
        long end = System.nanoTime() + options.turn().toNanos();
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("reverse-" + table.ref().name() + "-", 0)
                .factory())) {
            try {
                var ended = new ExecutorCompletionService<Turn>(threads);
                int running = 0;
                for (int number : mine()) {
                    ended.submit(() -> lane(number));
                    running++;
                }
                return awaitAll(ended, running, end);
            } finally {
                // The threads are waited for, and each call of theirs has a limit.
                ending = true;
            }
        }
    }

    private int[] mine() {
        return IntStream.range(0, Reverse.LANES)
                .filter(n -> n % lanes.groups() == lanes.number())
                .toArray();
    }

    /** The first that ends ends all, at their next batch. What ends the table's work, or fails, says more than that there is more to do. */
    private Turn awaitAll(CompletionService<Turn> ended, int lanesRunning, long end)
            throws SQLException, LaneLost, InterruptedException {
        Turn answer = new Turn.Yielded();
        @Nullable ExecutionException failed = null;
        for (int running = lanesRunning; running > 0; ) {
            if (attempt.heartbeat().stopRequested() || System.nanoTime() > end) {
                ending = true;
            }
            var one = ended.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (one != null) {
                running--;
                if (one.state() == Future.State.SUCCESS) {
                    answer = one.resultNow() instanceof Turn.Yielded ? answer : one.resultNow();
                } else if (failed == null) {
                    failed = new ExecutionException(one.exceptionNow());
                }
                ending |= !lanes.brief();
            }
        }
        if (failed != null && !(answer instanceof Turn.Done)) {
            rethrow(failed);
        }
        return answer;
    }

    private static void rethrow(ExecutionException failed) throws SQLException, LaneLost {
        switch (failed.getCause()) {
            case SQLException cause -> throw cause;
            case LaneLost cause -> throw cause;
            case RuntimeException cause -> throw cause;
            case Error cause -> throw cause;
            case null, default -> throw new IllegalStateException("Cannot go on", failed);
        }
    }

    private Turn lane(int number) throws SQLException, LaneLost {
        var taken = LaneTaking.take(table, stores, pass.id(), number, attempt.term());
        return switch (taken) {
            case Taken.Not not -> not(not.why());
            case Taken.Ours ours -> {
                var sender = new BatchSender(
                        stores.writer(),
                        Reverse.item(table.ref(), pass.id(), number),
                        attempt.term(),
                        ours.item(),
                        this::isEnding);
                yield steps(new ReverseLane(table, ours.lane(), number, sender, stores, options));
            }
        };
    }

    private static Turn not(Taking why) {
        return switch (why) {
            case Taking.Refused refused -> new Turn.Superseded(refused.term());
            case Taking.AlreadyDone done -> new Turn.Done();
            case Taking.PassClosed closed -> new Turn.Done();
            case Taking.Taken taken -> throw new IllegalArgumentException("a lane that was taken: " + taken);
        };
    }

    private boolean isEnding() {
        return ending;
    }

    private Turn steps(ReverseLane lane) throws SQLException, LaneLost {
        var rest = new Rest(options.poll());
        do {
            var now = settings.get();
            if (now.openPass() != pass.id() && isClosed()) {
                return new Turn.Done();
            }
            if (now.capturePaused()) {
                break;
            }
            if (lane.isOpen() && lane.step()) {
                rest.again();
            } else if (!lanes.brief()) {
                rest.park();
            }
        } while (!ending && !lanes.brief());
        return new Turn.Yielded();
    }

    /** What is told by memory may be a second old, from before the pass was opened. */
    private boolean isClosed() throws SQLException {
        return Passes.get(table.target(), pass.id()).closedAt() != null;
    }
}
