package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.Ownership.Guarded;
import dev.tailrace.activities.lane.Ownership.Owner;
import dev.tailrace.activities.lane.SwitchAttempts.Found;
import dev.tailrace.activities.lane.SwitchOutcome.OpenPass;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The ownership transactions (R9, R11): a group's tables change their owner in one, all or none. Who repeats one is told what the first
 * did. Stateless; thread-safe.
 */
public final class OwnerMoves {
    private OwnerMoves() {}

    /** The target owns from here on: its writes are recorded, the stream is watched, and nothing of it is applied any more. */
    public static SwitchOutcome toTarget(DataSource control, long attempt) throws SQLException {
        return SwitchLocks.run(control, Commit.MOVED_TO_TARGET, attempt, OwnerMoves::toTarget);
    }

    private static SwitchOutcome toTarget(Connection connection, Found attempt) throws SQLException {
        var left = new ArrayList<>(otherOwners(Ownership.guarded(connection, attempt.tables()), attempt, Owner.SOURCE));
        left.addAll(MoveConditions.ofForward(connection, attempt));
        if (!left.isEmpty()) {
            throw SwitchLocks.left(left);
        }
        Ownership.change(connection, attempt.tables(), Owner.SOURCE, Owner.TARGET, attempt.id());
        var opened = new ArrayList<OpenPass>();
        for (long table : attempt.tables()) {
            opened.add(ReversePasses.follow(connection, pass(connection, table, Passes.FORWARD)));
        }
        return done(connection, attempt, Owner.TARGET, opened);
    }

    /** What a move to the source does besides, in its transaction: before rows of the source can come, constraints have to go (R5). */
    public interface Constraints {
        /** Drops what R5 forbids while the source owns, and writes it down. @param tables of tailrace.source_table */
        void drop(Connection connection, List<Long> tables) throws SQLException;
    }

    /** The source owns from here on, and the stream is applied again from where it was watched to. */
    public static SwitchOutcome toSource(DataSource control, long attempt, Constraints constraints)
            throws SQLException {
        return SwitchLocks.run(
                control,
                Commit.MOVED_TO_SOURCE,
                attempt,
                (connection, found) -> toSource(connection, found, constraints));
    }

    private static SwitchOutcome toSource(Connection connection, Found attempt, Constraints constraints)
            throws SQLException {
        var tables = Ownership.guarded(connection, attempt.tables());
        var left = TargetFence.isFencedBy(attempt, tables)
                ? MoveConditions.ofReverse(connection, attempt)
                : otherOwners(tables, attempt, Owner.FENCED);
        if (!left.isEmpty()) {
            throw SwitchLocks.left(left);
        }
        Ownership.change(connection, attempt.tables(), Owner.FENCED, Owner.SOURCE, attempt.id());
        var opened = new ArrayList<OpenPass>();
        constraints.drop(connection, attempt.tables());
        for (long table : attempt.tables()) {
            opened.add(ReversePasses.back(connection, pass(connection, table, Passes.REVERSE)));
        }
        return done(connection, attempt, Owner.SOURCE, opened);
    }

    private static long pass(Connection connection, long table, String kind) {
        return ReversePasses.open(connection, table, kind).orElseThrow().passId();
    }

    private static SwitchOutcome done(Connection connection, Found attempt, Owner to, List<OpenPass> opened)
            throws SQLException {
        SwitchAttempts.end(connection, attempt.id(), AttemptState.DONE, "");
        return new SwitchOutcome.Stands(
                AttemptState.DONE, opened, SwitchEvents.changed(connection, attempt, to, opened));
    }

    /** Those of the attempt's tables that another owns, or an attempt of before, or whose target no guard watches: in words. */
    static List<String> otherOwners(List<Guarded> guarded, Found attempt, Owner wanted) {
        var others = new ArrayList<String>();
        for (long table : attempt.tables()) {
            var row = guarded.stream().filter(g -> g.table() == table).findFirst();
            if (row.isEmpty()) {
                others.add("the target of table %d is not guarded".formatted(table));
            } else if (row.get().owner() != wanted) {
                others.add("table %d is owned by %s, not by %s"
                        .formatted(table, row.get().owner(), wanted));
            } else if (wanted == Owner.FENCED
                    && !Long.valueOf(attempt.id()).equals(row.get().attempt())) {
                others.add("table %d was fenced by another attempt".formatted(table));
            }
        }
        return others;
    }
}
