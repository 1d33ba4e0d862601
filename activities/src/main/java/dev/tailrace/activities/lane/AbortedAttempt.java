package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.Ownership.Owner;
import dev.tailrace.activities.lane.SwitchAttempts.Found;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import javax.sql.DataSource;

/** The end of an attempt that has not moved the ownership, by whoever wants it. Stateless; thread-safe. */
public final class AbortedAttempt {
    private AbortedAttempt() {}

    /**
     * Aborts an attempt, once. Where it fenced the target, the target owns again. It takes no ownership lock: whoever holds one up may be
     * why the attempt is aborted, and a writer that reads FENCED a moment before this commits is only refused.
     *
     * @param reason why, for people
     * @return how it ended, which is DONE where its ownership transaction came first
     */
    public static SwitchOutcome abort(DataSource control, long attempt, String reason) throws SQLException {
        return Transaction.run(control, Commit.ATTEMPT_ABORTED, connection -> {
            var found = SwitchAttempts.lock(connection, attempt);
            return found.state() == AttemptState.OPEN
                    ? abort(connection, found, reason)
                    : SwitchEvents.ended(connection, found);
        });
    }

    /** In a transaction that has the attempt's row locked, and saw that it is open. */
    static SwitchOutcome abort(Connection connection, Found attempt, String reason) throws SQLException {
        SwitchAttempts.end(connection, attempt.id(), AttemptState.ABORTED, reason);
        var fenced = Ownership.guarded(connection, attempt.tables()).stream()
                .filter(row -> row.owner() == Owner.FENCED
                        && Long.valueOf(attempt.id()).equals(row.attempt()))
                .map(Ownership.Guarded::table)
                .toList();
        Ownership.change(connection, fenced, Owner.FENCED, Owner.TARGET, attempt.id());
        var opened = new ArrayList<SwitchOutcome.OpenPass>();
        for (long table : fenced) {
            ReversePasses.replaceClosed(connection, table).ifPresent(opened::add);
        }
        var event = SwitchEvents.aborted(attempt, reason);
        return new SwitchOutcome.Stands(
                AttemptState.ABORTED, opened, Audit.append(connection, event).trail());
    }
}
