package dev.tailrace.workflows.backfill;

import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.backfill.BackfillActivities.Segment;
import dev.tailrace.workflows.table.TableActivities.Prepared.Open;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Queues;
import dev.tailrace.workflows.turn.Scheduling;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies a pass's segments, a window of them at once; the window can change while it runs. What ends a turn early, a stall or
 * a block, holds back the whole table: what one segment met, the others meet too.
 */
public final class Backfill {
    /** A turn takes minutes; longer is a hang that heartbeats. */
    private static final Duration LONGEST_TURN = Duration.ofHours(1);

    private static final Duration QUICK = Duration.ofSeconds(1);

    private final TableRef table;
    private final long passId;
    private final int segments;
    private final BitSet done;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    /** By the first segment of each. */
    private final Map<Integer, Out> running = new TreeMap<>();

    private final Scheduling scheduling;
    private final Attempts attempts;
    private final int together;
    private Instant lastStart = Instant.EPOCH;

    /**
     * Segments that an activity copies one after the other.
     *
     * @param asked how many retries had been asked for when it began: what it met before a later one is fixed since
     */
    private record Out(List<Integer> numbers, int asked, Promise<Turn> turn) {}

    private record Ended(Turn turn, int asked) {}

    /** @param done the segments known to be done; more are added as they end */
    public Backfill(TableRef table, Open pass, BitSet done, Scheduling scheduling, Attempts attempts) {
        this.table = table;
        this.passId = pass.passId();
        this.segments = pass.segments();
        this.done = done;
        this.scheduling = scheduling;
        this.attempts = attempts;
        this.together = Math.max(1, pass.together());
        for (int segment = done.nextClearBit(0); segment < segments; segment = done.nextClearBit(segment + 1)) {
            waiting.add(segment);
        }
    }

    /**
     * Runs until all segments are done. When its scope is cancelled it still waits for the running ones, which yield at
     * their next batch.
     *
     * @param window how many may run at once, asked each time
     * @param held whether none may be scheduled now
     */
    public void run(IntSupplier window, Supplier<Boolean> held) {
        try {
            while (done.cardinality() < segments) {
                Workflow.await(() -> finished() || mayStart(window, held));
                settle(collect());
                while (mayStart(window, held)) {
                    start(window.getAsInt());
                }
            }
        } catch (TemporalFailure cancelled) {
            Workflow.newDetachedCancellationScope(this::drain).run();
            throw cancelled;
        }
    }

    /** Whether no segment is out. */
    public boolean quiet() {
        return running.isEmpty();
    }

    private boolean mayStart(IntSupplier window, Supplier<Boolean> held) {
        return !waiting.isEmpty() && running.size() < window.getAsInt() && !held.get();
    }

    private boolean finished() {
        return running.values().stream().anyMatch(out -> out.turn().isCompleted());
    }

    /** Starts a group of what waits: several segments as long as there are many, and single ones at the end. */
    private void start(int window) {
        int size = Math.clamp(waiting.size() / window, 1, together);
        var numbers = new ArrayList<Integer>();
        while (numbers.size() < size) {
            numbers.add(waiting.removeFirst());
        }
        int first = numbers.getFirst();
        var summary = table.name() + " · segment " + (first + 1) + "/" + segments
                + (size == 1 ? "" : " and " + (size - 1) + " more");
        var activities = Workflow.newActivityStub(
                BackfillActivities.class, CallOptions.heartbeating(Queues.BACKFILL, summary, LONGEST_TURN));
        lastStart = Waits.now();
        var turn = Segment.turn(table, passId, numbers, scheduling.next(), attempts.stalled());
        running.put(first, new Out(numbers, attempts.retries(), Async.function(activities::copySegment, turn)));
    }

    private List<Ended> collect() {
        var ended = new ArrayList<Ended>();
        for (var entry : new TreeMap<>(running).entrySet()) {
            if (entry.getValue().turn().isCompleted()) {
                running.remove(entry.getKey());
                ended.add(new Ended(take(entry.getValue()), entry.getValue().asked()));
            }
        }
        return ended;
    }

    /** Those of an unfinished group that are done say so when they are started again. */
    private Turn take(Out out) {
        var turn = attempts.call(out.turn()::get, blocked -> blocked);
        if (turn instanceof Turn.Done) {
            out.numbers().forEach(done::set);
        } else {
            waiting.addAll(out.numbers());
        }
        return turn;
    }

    /**
     * Waits at most once for all that ended: before a block rather than before a stall. Not for what began before the last
     * retry: it is queued again, or each segment that was out would ask for a retry of its own.
     */
    private void settle(List<Ended> ended) {
        Problem stalled = null;
        Problem blocked = null;
        var yielded = false;
        for (var one : ended) {
            boolean fixed = one.asked() < attempts.retries();
            switch (one.turn()) {
                case Turn.Done any -> {}
                case Turn.Yielded any -> yielded = true;
                case Turn.Superseded held -> scheduling.raiseAbove(held.heldTerm());
                case Turn.Stalled problem -> stalled = fixed ? stalled : problem.problem();
                case Turn.Blocked problem -> blocked = fixed ? blocked : problem.problem();
            }
        }
        waitBefore(blocked, stalled, !ended.isEmpty());
        if (yielded && Duration.between(lastStart, Waits.now()).compareTo(QUICK) < 0) {
            Waits.pause(QUICK, table.name() + " · yielded at once");
        }
    }

    private void waitBefore(@Nullable Problem blocked, @Nullable Problem stalled, boolean moved) {
        if (blocked != null) {
            attempts.block(blocked, attempts.retries());
        } else if (stalled != null) {
            attempts.stall(stalled);
        } else if (moved) {
            attempts.clear();
        }
    }

    private void drain() {
        Workflow.await(
                () -> running.values().stream().allMatch(out -> out.turn().isCompleted()));
        for (var out : running.values()) {
            if (doneWhenDrained(out.turn())) {
                out.numbers().forEach(done::set);
            }
        }
        running.clear();
    }

    private static boolean doneWhenDrained(Promise<Turn> promise) {
        try {
            return promise.get() instanceof Turn.Done;
        } catch (TemporalFailure stopped) {
            return false;
        }
    }
}
