package dev.tailrace.activities.cutover;

import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.quarantine.AcceptedSet;
import dev.tailrace.mappers.problem.Code;
import java.sql.SQLException;
import java.util.Optional;

/** Items that are not on the side that is to own: each has to be decided on before a cutover, and is named before a rollback. */
final class QuarantineCheck implements GateCheck {
    @Override
    public void check(GateTable table, GateFindings findings) throws SQLException {
        var facts = table.facts();
        var passId = facts.passId();
        if (passId == null) {
            return;
        }
        if (!table.isCutover()) {
            if (facts.aside() > 0) {
                findings.unsafe("%s: the source lacks what the target says of %d keys, in reverse quarantine"
                        .formatted(table.name(), facts.aside()));
            }
            return;
        }
        if (facts.quarantined() == 0) {
            return;
        }
        var accepted = Transaction.read(
                table.table().control(), connection -> Optional.of(AcceptedSet.of(connection, passId)))
                .get();
        if (accepted.isEmpty()) {
            findings.refuse(Code.R027, "%s: %d items".formatted(table.name(), facts.quarantined()), "");
        } else {
            findings.fact("%s: goes on without %d items, accepted by %s"
                    .formatted(table.name(), facts.quarantined(), accepted.get().by()));
        }
    }
}
