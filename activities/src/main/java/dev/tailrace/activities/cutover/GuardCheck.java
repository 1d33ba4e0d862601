package dev.tailrace.activities.cutover;

import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.guard.GuardState;
import dev.tailrace.mappers.problem.Code;
import java.sql.SQLException;

/** Whether guard and recorder are on each target table, and what they have missed. */
final class GuardCheck implements GateCheck {
    @Override
    public void check(GateTable table, GateFindings findings) throws SQLException {
        var state = Transaction.read(
                table.table().target(), connection -> GuardState.read(connection, table.table()));
        if (!state.isWhole()) {
            findings.refuse(Code.T034, table.name(), String.join(" ", state.lacking()));
        }
        state.unrecorded().forEach(why -> findings.unsafe(table.name() + ": " + why));
        state.notes().forEach(note -> findings.fact(table.name() + ": " + note));
    }
}
