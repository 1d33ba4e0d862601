package dev.tailrace.activities.capture;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.capture.ReadRound.Answer;
import dev.tailrace.activities.lane.ClosedPasses;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.LagMinutes;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.QuietLanes;
import dev.tailrace.activities.lane.ShardLanes;
import dev.tailrace.activities.objects.ObjectReader;
import dev.tailrace.activities.postgres.QuarantineBudget;
import dev.tailrace.activities.store.ChangeWriter;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.capture.CaptureActivities.Group;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of a group of shard lanes: takes each lane once its parent is done, reads the ready ones a few at a time, and
 * applies what comes, one batch after the other. The shards are listed again now and then. It has a connection only while it
 * writes, so that many quiet tables share few. For one thread.
 */
final class CaptureGroup {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureGroup.class);

    /** A lane that cannot be read for so long is told of, though the others go on. */
    private static final Duration TROUBLE = Duration.ofSeconds(30);

    private static final int POLLS_PER_MARK = 10;

    private final LoadedTable table;
    private final Pass pass;
    private final Group group;
    private final long term;
    private final EngineOptions options;
    private final OperatorSettings settings;
    private final Heartbeat heartbeat;
    private final Threads threads;
    private final ObjectReader objects;
    private final ChangeWriter.Factory writers;
    private final TokenClock tokens;
    private final LagMinutes lag;
    private final ShardListing shards;

    /** Those that this attempt holds; no others can be taken twice. */
    private final Map<String, ShardLane> lanes = new HashMap<>();

    private final ReadyLanes ready;
    private volatile boolean forgotten;
    private long lookAt = System.nanoTime();
    private long markAt;

    /** Who does it. @param term of the attempt (R1) */
    record Attempt(Group group, long term, Heartbeat heartbeat) {}

    /**
     * What it shares.
     *
     * @param settings with all activities of the table in this process
     * @param threads with all of the process
     * @param shards with all groups of the pass in this process
     * @param writers of the lanes that it takes
     */
    record Shared(
            OperatorSettings settings,
            Threads threads,
            ObjectReader objects,
            ShardListing shards,
            ChangeWriter.Factory writers) {}

    CaptureGroup(LoadedTable table, Pass pass, Attempt attempt, EngineOptions options, Shared shared) {
        this.table = table;
        this.pass = pass;
        this.options = options;
        group = attempt.group();
        term = attempt.term();
        heartbeat = attempt.heartbeat();
        settings = shared.settings();
        threads = shared.threads();
        objects = shared.objects();
        shards = shared.shards();
        writers = shared.writers();
        ready = new ReadyLanes(table, pass, group, term);
        tokens = new TokenClock(table, pass, options.tokenEvery());
        lag = new LagMinutes(table.target(), table.id(), pass.id());
        markAt = System.nanoTime() + markEvery();
    }

    Turn run() throws SQLException, Gap, LaneLost, InterruptedException {
        long end = System.nanoTime() + (group.brief() ? 0 : options.turn().toNanos());
        try (var watch = new ShardWatch(table, pass, group, options, threads, shards);
                var measuring = new BackgroundTask(threads.open("measure-lag"), tokens::tick);
                var noting = new BackgroundTask(threads.open("note-lag"), lag::note);
                var reading = new BackgroundTask(threads.open("read-objects"), objects::step);
                var forgetting = new BackgroundTask(threads.open("forget-passes"), this::forget)) {
            do {
                var now = settings.get();
                if (now.openPass() != pass.id() && isClosed()) {
                    return new Turn.Done();
                }
                if (now.capturePaused()) {
                    break;
                }
                if (watch.look()) {
                    lookAt = System.nanoTime();
                }
                again(measuring, () -> table.spec().tokens() && tokens.isDue());
                again(noting, lag::isDue);
                again(reading, objects::isDue);
                again(forgetting, () -> !forgotten);
                var ended = round();
                if (ended != null) {
                    return ended;
                }
                rest();
            } while (!heartbeat.stopRequested() && System.nanoTime() < end);
        }
        mark();
        return new Turn.Yielded();
    }

    /** What the passes before this one left, a chunk at a time; no new ones come. */
    private void forget() throws SQLException {
        forgotten = !ClosedPasses.forgetSome(table.target(), table.id());
    }

    /** What is told by memory may be a second old, from before the pass was opened; this answer is the last one. */
    private boolean isClosed() throws SQLException {
        return Passes.get(table.target(), pass.id()).closedAt() != null;
    }

    /** What one group does for all. */
    private void again(BackgroundTask work, BooleanSupplier due) throws SQLException, Gap, InterruptedException {
        work.hasEnded();
        if (group.number() == 0 && !work.isUnderWay() && due.getAsBoolean()) {
            work.start();
        }
    }

    /** @return how the turn ends, or null where it goes on */
    private @Nullable Turn round() throws SQLException, Gap, LaneLost, InterruptedException {
        var refused = takeReady();
        if (refused != null) {
            return refused;
        }
        var blocked = readAll();
        if (blocked == null && System.nanoTime() >= markAt) {
            mark();
        }
        return blocked;
    }

    private @Nullable Turn takeReady() throws SQLException {
        if (System.nanoTime() < lookAt) {
            return null;
        }
        lookAt = System.nanoTime() + options.discover().toNanos();
        for (var taking : ready.takeOthers(lanes.keySet())) {
            switch (taking) {
                case Taking.Taken taken -> lanes.put(taken.lane().name(), lane(taken.lane()));
                case Taking.Refused refused -> {
                    return new Turn.Superseded(refused.term());
                }
                case Taking.AlreadyDone done -> {}
                case Taking.PassClosed closed -> {
                    return new Turn.Done();
                }
            }
        }
        return null;
    }

    private ShardLane lane(Held taken) {
        return new ShardLane(table, pass, writers.of(taken), taken, options);
    }

    /** The lanes to read: one whose parent came to be known late waits for it, though it is held. */
    private Stream<ShardLane> open() {
        return lanes.values().stream().filter(l -> ready.has(l.name()));
    }

    /** Each lane that wants to be read once; the longest waiting first. */
    private @Nullable Turn readAll() throws SQLException, Gap, LaneLost, InterruptedException {
        long now = System.nanoTime();
        var due = open().filter(l -> l.restsFor(now) <= 0)
                .sorted(Comparator.comparingLong(l -> l.restsFor(now)))
                .toList();
        RuntimeException failure = null;
        boolean answered = false;
        try (var readings = new ReadRound(threads, due)) {
            while (readings.hasNext() && goesOn()) {
                switch (readings.next()) {
                    case Answer.Answered reading -> {
                        answered = true;
                        var blocked = apply(reading);
                        if (blocked != null) {
                            return blocked;
                        }
                    }
                    case Answer.Forgotten any -> {}
                    case Answer.Failed failed -> {
                        failure = failed.failure();
                        rest(failed);
                    }
                }
            }
        }
        if (failure != null && !answered) {
            throw failure;
        }
        return null;
    }

    private boolean goesOn() throws SQLException {
        return !heartbeat.stopRequested() && !settings.get().capturePaused();
    }

    private @Nullable Turn apply(Answer.Answered reading) throws SQLException, LaneLost {
        var lane = reading.lane();
        var read = lane.apply(reading.page());
        return switch (read) {
            case NOTHING, APPLIED -> null;
            case END -> {
                ended(lane);
                yield null;
            }
            case QUARANTINED -> overBudget();
        };
    }

    private void ended(ShardLane lane) throws SQLException {
        lanes.remove(lane.name());
        LOG.info("{}: read {} to its end", table.ref().name(), lane.name());
        lookAt = System.nanoTime();
        if (ShardLanes.childless(table.target(), pass.id()) > 0) {
            shards.want();
        }
    }

    private @Nullable Turn overBudget() throws SQLException {
        return QuarantineBudget.check(table, pass.id());
    }

    /** One lane's passing trouble does not stop the others, unless it lasts. */
    private void rest(Answer.Failed failed) {
        long now = System.nanoTime();
        if (!passes(failed.failure()) || now - failed.lane().troubled(now) > TROUBLE.toNanos()) {
            throw failed.failure();
        }
    }

    private boolean passes(RuntimeException failure) {
        return FailureClassifier.of(failure, table.ref().name()) instanceof Turn.Stalled;
    }

    private long markEvery() {
        return options.poll().toNanos() * POLLS_PER_MARK;
    }

    private void mark() throws SQLException, LaneLost {
        markAt = System.nanoTime() + markEvery();
        var iterators = new HashMap<String, @Nullable String>();
        open().filter(ShardLane::isQuiet).forEach(l -> iterators.put(l.name(), l.iterator()));
        if (!iterators.isEmpty()) {
            QuietLanes.mark(table.target(), pass.id(), term, iterators, options.idleInTransaction());
        }
    }

    private void rest() {
        long now = System.nanoTime();
        long wait = options.poll().toNanos();
        wait = Math.min(wait, open().mapToLong(l -> l.restsFor(now)).min().orElse(wait));
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
    }
}
