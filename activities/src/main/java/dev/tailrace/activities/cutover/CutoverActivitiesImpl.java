package dev.tailrace.activities.cutover;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.lane.AbortedAttempt;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.LockHolders;
import dev.tailrace.activities.lane.MoveConditions;
import dev.tailrace.activities.lane.OwnerMoves;
import dev.tailrace.activities.lane.SwitchAttempts;
import dev.tailrace.activities.lane.SwitchAttempts.Found;
import dev.tailrace.activities.lane.SwitchOutcome;
import dev.tailrace.activities.lane.TargetFence;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.ddl.DroppedConstraints;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.workflows.cutover.CutoverActivities;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of attempts. Each asks the attempt's row first, and answers what became of it. Thread-safe. */
public final class CutoverActivitiesImpl implements CutoverActivities {
    private static final String OVER = "the attempt is over";

    private final LoadedTables tables;
    private final EngineOptions options;
    private final SwitchGate gate;

    public CutoverActivitiesImpl(LoadedTables tables, EngineOptions options) {
        this.tables = tables;
        this.options = options;
        gate = new SwitchGate(tables.stores());
    }

    @Override
    public Turn armTarget(TableRef table) {
        return ActivityAttempt.run(
                "table " + table.name() + ", guard", heartbeat -> Arming.arm(tables.get(table), heartbeat));
    }

    @Override
    public Gate readGate(GateRequest request) {
        try {
            return gate.read(SwitchGroup.of(tables, request.tables()), request);
        } catch (SQLException | RuntimeException e) {
            return new Gate(
                    List.of(FailureClassifier.problem(e, what(request.tables()))), List.of(), 0, 0, List.of());
        }
    }

    @Override
    public AttemptAnswer beginAttempt(AttemptRequest request) {
        try {
            var group = SwitchGroup.of(tables, request.tables());
            return SwitchAttempts.begin(group.first().control(), group.migration(), group.ids(), request);
        } catch (SQLException | RuntimeException e) {
            return new AttemptAnswer.Waiting(FailureClassifier.of(e, what(request.tables())));
        }
    }

    @Override
    public Drain awaitSilence(DrainStep step) {
        return drain(step.tables(), step.attempt(), step.numbers(), (group, attempt) -> {
            var look = new Silence(group, new SourceDrain(group, attempt.direction())).look(step.numbers());
            return new Drain(look.left().isEmpty(), look.left(), look.seen(), new Turn.Done());
        });
    }

    @Override
    public Drain drainSource(DrainStep step) {
        return drain(step.tables(), step.attempt(), step.numbers(), (group, attempt) -> {
            var drain = new SourceDrain(group, attempt.direction());
            var numbers = step.numbers();
            if (numbers == null) {
                return new Drain(false, "tokens were sent", drain.send(), new Turn.Done());
            }
            var missing = drain.missing(numbers);
            return new Drain(missing.isEmpty(), lines(missing), numbers, new Turn.Done());
        });
    }

    @Override
    public Drain drainTarget(Step step) {
        return drain(step.tables(), step.attempt(), null, (group, attempt) -> {
            var left = Transaction.read(
                    group.first().control(), c -> MoveConditions.undrained(c, attempt.id()));
            return new Drain(left.isEmpty(), lines(left), null, new Turn.Done());
        });
    }

    @Override
    public Moved fenceTarget(FenceStep step) {
        return move(step.tables(), step.attempt(), group -> {
            var control = group.first().control();
            var raised = TargetFence.raise(control, step.attempt());
            if (raised instanceof SwitchOutcome.Left && step.terminate()) {
                // Named before they are ended; who else came meanwhile is named by the next try.
                LockHolders.of(control, step.attempt()).terminate(control);
                return TargetFence.raise(control, step.attempt());
            }
            return raised;
        });
    }

    @Override
    public Moved moveToTarget(Step step) {
        return move(
                step.tables(),
                step.attempt(),
                group -> OwnerMoves.toTarget(group.first().control(), step.attempt()));
    }

    @Override
    public Moved moveToSource(Step step) {
        return move(
                step.tables(),
                step.attempt(),
                group -> OwnerMoves.toSource(group.first().control(), step.attempt(), DroppedConstraints::drop));
    }

    @Override
    public Moved abortAttempt(AbortStep step) {
        return move(
                step.tables(),
                step.attempt(),
                group -> AbortedAttempt.abort(group.first().control(), step.attempt(), step.reason()));
    }

    @Override
    public Turn closeReverse(Step step) {
        return ActivityAttempt.run(what(step.tables()) + ", lanes", () -> {
            var group = SwitchGroup.of(tables, step.tables());
            return ReverseClose.close(group, step.attempt());
        });
    }

    @Override
    public Turn restoreConstraints(TableRef table) {
        return ActivityAttempt.run("table " + table.name() + ", constraints", heartbeat -> {
            var loaded = tables.get(table);
            return DroppedConstraints.restore(loaded.target(), table, loaded.id(), heartbeat);
        });
    }

    @Override
    public Turn lookAgain(TableRef table) {
        return ActivityAttempt.run(
                "table " + table.name() + ", what a rollback left open",
                heartbeat -> LookAgain.run(tables.get(table), options, heartbeat));
    }

    @Override
    public Turn finalizeTable(FinalStep step) {
        return ActivityAttempt.run(
                "table " + step.table().name() + ", the end of its rollback window",
                heartbeat -> Finalization.run(tables.get(step.table()), step.by(), heartbeat));
    }

    private interface Draining {
        Drain of(SwitchGroup group, Found attempt) throws SQLException, Gap;
    }

    private Drain drain(List<TableRef> refs, long attempt, @Nullable List<Long> numbers, Draining draining) {
        try {
            var group = SwitchGroup.of(tables, refs);
            var found = SwitchAttempts.read(group.first().control(), attempt);
            return found.isOpen()
                    ? draining.of(group.checkedFor(found), found)
                    : new Drain(false, OVER, numbers, new Turn.Done());
        } catch (Gap gap) {
            return new Drain(false, "", numbers, new Turn.Blocked(gap.problem()));
        } catch (SQLException | RuntimeException e) {
            return new Drain(false, "", numbers, FailureClassifier.of(e, what(refs)));
        }
    }

    private interface Moving {
        SwitchOutcome of(SwitchGroup group) throws SQLException;
    }

    private Moved move(List<TableRef> refs, long attempt, Moving moving) {
        try {
            var group = SwitchGroup.of(tables, refs);
            group.checkedFor(SwitchAttempts.read(group.first().control(), attempt));
            return switch (moving.of(group)) {
                case SwitchOutcome.Stands stands ->
                    new Moved(
                            stands.state(),
                            "",
                            stands.passes().stream()
                                    .map(pass -> new OpenedPass(group.ref(pass.table()), pass.passId(), pass.number()))
                                    .toList(),
                            stands.trail(),
                            new Turn.Done());
                case SwitchOutcome.Left left ->
                    new Moved(AttemptState.OPEN, lines(left.what()), List.of(), null, new Turn.Done());
            };
        } catch (SQLException | RuntimeException e) {
            // Whether it was done is what the attempt's row says, when this is asked again.
            return new Moved(AttemptState.OPEN, "", List.of(), null, FailureClassifier.of(e, what(refs)));
        }
    }

    private static String lines(List<String> lines) {
        return String.join("; ", lines);
    }

    private static String what(List<TableRef> refs) {
        return "switch of " + String.join(", ", refs.stream().map(TableRef::name).toList());
    }
}
