package dev.tailrace.workflows.stage;

import dev.tailrace.workflows.cutover.CutoverActivities;
import dev.tailrace.workflows.reverse.ReverseActivities;
import dev.tailrace.workflows.table.OwnershipNumbers;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.Activity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The switch's part of the {@link FakeWorld}: attempts and owners as the control schema would keep them. */
public final class FakeSwitch implements CutoverActivities, ReverseActivities {
    private static final long REVERSE = 900;

    /** How an attempt stands. */
    public record Kept(long id, long command, Direction direction, AttemptState state, String reason) {}

    /** By the verb's number. */
    public final Map<Long, Kept> attempts = new ConcurrentHashMap<>();

    /** By table; none: the source. */
    public final Map<String, String> owners = new ConcurrentHashMap<>();

    /** What was called of an attempt, and of whose end, in order. */
    public final List<String> called = new CopyOnWriteArrayList<>();

    /** The reverse passes that lanes were served of, in order. */
    public final List<Long> reversed = new CopyOnWriteArrayList<>();

    public volatile long reverseQuarantined;

    private final Map<String, Long> reversePasses = new ConcurrentHashMap<>();
    private final FakeWorld world;

    FakeSwitch(FakeWorld world) {
        this.world = world;
    }

    /** Null where nothing is armed. */
    OwnershipNumbers numbers(String table) {
        return new OwnershipNumbers(
                owners.getOrDefault(table, "SOURCE"),
                owners.containsKey(table),
                reversePasses.getOrDefault(table, 0L),
                3,
                2,
                0.5,
                reverseQuarantined,
                0,
                1);
    }

    /** The pass that is open while the target owns a table's data; null while the source does. */
    Long reversePass(String table) {
        return reversePasses.get(table);
    }

    @Override
    public Turn armTarget(TableRef table) {
        return world.script().answer("armTarget", table.name(), Turn.Done::new);
    }

    @Override
    public Gate readGate(GateRequest request) {
        return world.script()
                .answer(
                        "readGate",
                        request.tables().getFirst().name(),
                        () -> new Gate(List.of(), List.of("lag 0.9 s"), 200, 900, List.of()));
    }

    @Override
    public AttemptAnswer beginAttempt(AttemptRequest request) {
        return world.script().answer("beginAttempt", request.tables().getFirst().name(), () -> {
            var kept = attempts.computeIfAbsent(
                    request.command(),
                    command -> new Kept(attempts.size() + 1L, command, request.direction(), AttemptState.OPEN, ""));
            var now = Instant.ofEpochMilli(
                    Activity.getExecutionContext().getInfo().getCurrentAttemptScheduledTimestamp());
            var attempt =
                    new Attempt(kept.id(), now.plusMillis(request.pauseMillis()).toString());
            return kept.state() == AttemptState.OPEN
                    ? new AttemptAnswer.Begun(attempt)
                    : new AttemptAnswer.Ended(attempt, kept.state());
        });
    }

    @Override
    public Drain awaitSilence(DrainStep step) {
        return drain("awaitSilence", step.tables(), step.attempt());
    }

    @Override
    public Drain drainSource(DrainStep step) {
        return drain("drainSource", step.tables(), step.attempt());
    }

    @Override
    public Drain drainTarget(Step step) {
        return drain("drainTarget", step.tables(), step.attempt());
    }

    private Drain drain(String activity, List<TableRef> tables, long attempt) {
        called.add(activity + " " + attempt);
        return world.script()
                .answer(activity, tables.getFirst().name(), () -> new Drain(true, "", List.of(7L), new Turn.Done()));
    }

    @Override
    public Moved fenceTarget(FenceStep step) {
        called.add("fenceTarget " + step.attempt() + (step.terminate() ? " terminate" : ""));
        return world.script().answer("fenceTarget", step.tables().getFirst().name(), () -> {
            step.tables().forEach(table -> owners.put(table.name(), "FENCED"));
            return moved(AttemptState.OPEN);
        });
    }

    @Override
    public Turn closeReverse(Step step) {
        called.add("closeReverse " + step.attempt());
        return world.script().answer("closeReverse", step.tables().getFirst().name(), Turn.Done::new);
    }

    @Override
    public Moved moveToTarget(Step step) {
        called.add("moveToTarget " + step.attempt());
        return world.script().answer("moveToTarget", step.tables().getFirst().name(), () -> move(step, true));
    }

    @Override
    public Moved moveToSource(Step step) {
        called.add("moveToSource " + step.attempt());
        return world.script().answer("moveToSource", step.tables().getFirst().name(), () -> move(step, false));
    }

    /** The ownership transaction: nothing unless the attempt is open. */
    public synchronized Moved move(Step step, boolean toTarget) {
        var kept = kept(step.attempt());
        if (kept.state() == AttemptState.OPEN) {
            end(kept, AttemptState.DONE, "");
            for (var table : step.tables()) {
                if (toTarget) {
                    owners.put(table.name(), "TARGET");
                    reversePasses.put(table.name(), REVERSE + step.attempt());
                } else {
                    owners.remove(table.name());
                    reversePasses.remove(table.name());
                    world.passes.merge(table.name(), 1, Integer::sum);
                }
            }
        }
        return moved(kept(step.attempt()).state());
    }

    @Override
    public Turn restoreConstraints(TableRef table) {
        return world.script().answer("restoreConstraints", table.name(), Turn.Done::new);
    }

    @Override
    public Moved abortAttempt(AbortStep step) {
        called.add("abortAttempt " + step.attempt());
        return world.script().answer("abortAttempt", step.tables().getFirst().name(), () -> abort(step));
    }

    private synchronized Moved abort(AbortStep step) {
        var kept = kept(step.attempt());
        if (kept.state() == AttemptState.OPEN) {
            end(kept, AttemptState.ABORTED, step.reason());
            if (kept.direction() == Direction.ROLLBACK) {
                step.tables().forEach(table -> owners.put(table.name(), "TARGET"));
            }
        }
        return moved(kept(step.attempt()).state());
    }

    private void end(Kept kept, AttemptState state, String reason) {
        attempts.put(kept.command(), new Kept(kept.id(), kept.command(), kept.direction(), state, reason));
    }

    /** By its id. */
    public Kept kept(long attempt) {
        return attempts.values().stream()
                .filter(kept -> kept.id() == attempt)
                .findFirst()
                .orElseThrow();
    }

    private static Moved moved(AttemptState state) {
        return new Moved(state, "", List.of(), null, new Turn.Done());
    }

    @Override
    public Turn lookAgain(TableRef table) {
        called.add("lookAgain " + table.name());
        return world.script().answer("lookAgain", table.name(), Turn.Done::new);
    }

    @Override
    public Turn finalizeTable(FinalStep step) {
        called.add("finalizeTable " + step.table().name() + " " + step.by());
        return world.script().answer("finalizeTable", step.table().name(), () -> {
            reversePasses.remove(step.table().name());
            return new Turn.Done();
        });
    }

    @Override
    public Turn routeChanges(Task task) {
        return world.script().answer("routeChanges", task.table().name(), () -> turn(task.table(), task.passId()));
    }

    @Override
    public Turn reverseChanges(Lanes lanes) {
        reversed.add(lanes.passId());
        return world.script().answer("reverseChanges", lanes.table().name(), () -> turn(lanes.table(), lanes.passId()));
    }

    private Turn turn(TableRef table, long passId) {
        return reversePasses.getOrDefault(table.name(), 0L) == passId ? new Turn.Yielded() : new Turn.Done();
    }

    /** The owners, by table. */
    public Map<String, String> owners() {
        return new TreeMap<>(owners);
    }
}
