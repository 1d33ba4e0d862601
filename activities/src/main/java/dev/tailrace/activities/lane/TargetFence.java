package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.Ownership.Owner;
import dev.tailrace.activities.lane.SwitchAttempts.Found;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The fence of the target (R11). Stateless; thread-safe. */
public final class TargetFence {
    private TargetFence() {}

    /**
     * Fences all tables of an attempt, once. It waits for every transaction that passed a guard: so what it leaves in the outbox is all
     * that there will be.
     */
    public static SwitchOutcome raise(DataSource control, long attempt) throws SQLException {
        return SwitchLocks.run(control, Commit.TARGET_FENCED, attempt, TargetFence::raise);
    }

    private static SwitchOutcome raise(Connection connection, Found attempt) throws SQLException {
        var tables = Ownership.guarded(connection, attempt.tables());
        if (isFencedBy(attempt, tables)) {
            return new SwitchOutcome.Stands(
                    AttemptState.OPEN, List.of(), SwitchEvents.fencedAlready(connection, attempt));
        }
        if (Ownership.change(connection, attempt.tables(), Owner.TARGET, Owner.FENCED, attempt.id())
                != attempt.tables().size()) {
            throw SwitchLocks.left(OwnerMoves.otherOwners(tables, attempt, Owner.TARGET));
        }
        return new SwitchOutcome.Stands(AttemptState.OPEN, List.of(), SwitchEvents.fenced(connection, attempt));
    }

    /** Whether the attempt has fenced all of its tables. */
    static boolean isFencedBy(Found attempt, List<Ownership.Guarded> tables) {
        return tables.size() == attempt.tables().size()
                && tables.stream()
                        .allMatch(row -> row.owner() == Owner.FENCED
                                && Long.valueOf(attempt.id()).equals(row.attempt()));
    }
}
