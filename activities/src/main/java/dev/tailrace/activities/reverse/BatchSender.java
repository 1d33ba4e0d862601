package dev.tailrace.activities.reverse;

import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.store.Late;
import dev.tailrace.activities.store.ReverseWriter;
import dev.tailrace.activities.store.ReverseWriter.Answer;
import dev.tailrace.activities.store.ReverseWriter.Batch;
import dev.tailrace.activities.store.ReverseWriter.Fault;
import dev.tailrace.activities.store.ReverseWriter.LaneItem;
import dev.tailrace.activities.store.ReverseWriter.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the batches of a lane that an attempt holds, one after the other (R15, R18). What is sent under a number is sent again the same, or
 * less of it, and never anything else, until it is answered or the lane's item says that it landed. So a copy that lands late changes
 * nothing that is sent after it. For one thread.
 */
final class BatchSender {
    /** How long one batch is tried. Then the attempt ends, and the next one raises the term. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);

    private static final Duration FIRST_REST = Duration.ofMillis(50);
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);

    private final ReverseWriter writer;
    private final String item;
    private final long term;
    private final BooleanSupplier stopped;
    private long number;
    private long throttles;
    private State state;

    /** What can be sent. */
    enum State {
        OPEN,
        /** The lane's item is closed: nothing more. */
        CLOSED,
        /** The attempt is to stop, and does not know what became of its last batch: nothing more of this attempt's. */
        OVER
    }

    /**
     * Of a lane's item that the attempt has taken.
     *
     * @param item its name
     * @param now as it was when it was taken, or closed
     * @param stopped whether the attempt is to stop
     */
    BatchSender(ReverseWriter writer, String item, long term, LaneItem now, BooleanSupplier stopped) {
        this.writer = writer;
        this.item = item;
        this.term = term;
        this.stopped = stopped;
        number = now.number();
        state = now.closed() ? State.CLOSED : State.OPEN;
    }

    State state() {
        return state;
    }

    /** The number that the lane's item has, as far as known. */
    long number() {
        return number;
    }

    /** How often the source was too busy since this was asked last. */
    long throttled() {
        long since = throttles;
        throttles = 0;
        return since;
    }

    /**
     * Sends a batch until it is known what became of it, or the state is another than OPEN.
     *
     * @param keys that fit into a batch; at least one
     * @throws LaneLost if another attempt has the lane's item
     */
    BatchResult send(List<KeyWrites> keys) throws LaneLost {
        var result = new BatchResult();
        var left = new ArrayList<>(keys);
        var pace = new Pace();
        while (!isOver(writer.send(new Batch(item, term, number, writes(left))), left, result, pace)) {
            // R15: with nothing left the number is moved alone, or a late copy of the whole batch would find its
            // condition met.
            LOG.debug("{}: {} of {} keys again under {}", item, left.size(), keys.size(), number);
        }
        return result;
    }

    /** Whether it is known what became of the batch, or cannot be known any more; else what is left of it is to be sent again. */
    private boolean isOver(Answer answer, List<KeyWrites> left, BatchResult result, Pace pace) throws LaneLost {
        switch (answer) {
            case Answer.Applied applied -> {
                return landed(left, result);
            }
            case Answer.Lost lost -> lost(lost.item());
            case Answer.Unknown unknown -> {
                if (isThere()) {
                    return landed(left, result);
                }
                pace.rest(unknown.why());
            }
            case Answer.Busy busy -> {
                throttles++;
                pace.busy(left);
                pace.rest(new Late(LONGEST));
            }
            case Answer.Accused accused -> leaveOut(accused.byPlace(), left, result, pace);
            case Answer.Unfit unfit -> bisect(unfit, left, result);
        }
        return state != State.OPEN;
    }

    private boolean landed(List<KeyWrites> left, BatchResult result) {
        number++;
        result.landed().addAll(left);
        return true;
    }

    /** R15: it may have landed, or land while it is sent again. The lane's item tells, read after the silence. */
    private boolean isThere() throws LaneLost {
        var now = writer.look(item);
        if (now != null && now.term() == term && now.number() == number + 1) {
            return true;
        }
        if (now == null || now.term() != term || now.number() != number || now.closed()) {
            lost(now);
        }
        return false;
    }

    private void lost(@Nullable LaneItem now) throws LaneLost {
        if (now != null && now.closed()) {
            state = State.CLOSED;
        } else if (now != null && now.term() > term) {
            throw new LaneLost(item);
        } else {
            throw LostCommits.of(item, now);
        }
    }

    /** R18: what an item is accused of, its key goes without; the others are sent again under the same number. */
    private void leaveOut(Map<Integer, Fault> byPlace, List<KeyWrites> left, BatchResult result, Pace pace) {
        var owners = owners(left);
        boolean passing = false;
        for (var fault : byPlace.entrySet()) {
            var key = Objects.requireNonNull(owners.get(fault.getKey()), "a place of the batch");
            switch (fault.getValue()) {
                case Fault.OfItem ofItem -> result.refused().put(key, ofItem.why());
                case Fault.Passing ofNow -> {
                    passing = true;
                    throttles++;
                    result.busy().add(key);
                }
            }
        }
        result.busy().removeAll(result.refused().keySet());
        left.removeAll(result.refused().keySet());
        left.removeAll(result.busy());
        if (passing) {
            pace.busy(left);
        } else {
            pace.busy = false;
        }
    }

    private void bisect(Answer.Unfit unfit, List<KeyWrites> left, BatchResult result) {
        if (left.size() > 1) {
            halve(left);
        } else if (left.isEmpty()) {
            throw new IllegalStateException("Cannot move the number of a lane's item: " + unfit.why());
        } else {
            result.refused().put(left.removeFirst(), unfit.why());
        }
    }

    /** The marks of the second half stay, and it comes in a batch of its own. */
    private static void halve(List<KeyWrites> left) {
        if (left.size() > 1) {
            left.subList((left.size() + 1) / 2, left.size()).clear();
        }
    }

    private static Map<Integer, KeyWrites> owners(List<KeyWrites> keys) {
        var owners = new HashMap<Integer, KeyWrites>();
        keys.forEach(key -> key.writes().forEach(write -> owners.put(owners.size(), key)));
        return owners;
    }

    private static List<Write> writes(List<KeyWrites> keys) {
        return keys.stream().flatMap(key -> key.writes().stream()).toList();
    }

    /** Of one batch: longer pauses between its copies. */
    private final class Pace {
        private final long end = System.nanoTime() + LONGEST.toNanos();
        private Duration rest = FIRST_REST;
        private boolean busy;

        /** R18: two in a row halve the batch. */
        void busy(List<KeyWrites> left) {
            if (busy) {
                halve(left);
            }
            busy = true;
        }

        /** @throws RuntimeException the trouble, once it has lasted too long */
        void rest(RuntimeException trouble) {
            if (stopped.getAsBoolean()) {
                state = State.OVER;
            } else if (System.nanoTime() > end) {
                throw trouble;
            } else {
                LockSupport.parkNanos(rest.toNanos());
                var twice = rest.multipliedBy(2);
                rest = twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
            }
        }
    }
}
