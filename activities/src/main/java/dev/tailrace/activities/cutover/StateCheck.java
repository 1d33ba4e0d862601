package dev.tailrace.activities.cutover;

import dev.tailrace.activities.lane.Ownership.Owner;
import dev.tailrace.mappers.problem.Code;

/** Where the table stands: its phase, its owner, whether its pass is whole, whether tokens are allowed. */
final class StateCheck implements GateCheck {
    @Override
    public void check(GateTable table, GateFindings findings) {
        var facts = table.facts();
        var phase = table.isCutover() ? "READY" : "SOAKING";
        if (!facts.phase().equals(phase)) {
            findings.refuse(Code.R022, "%s is %s, not %s".formatted(table.name(), facts.phase(), phase), "");
        }
        if (!facts.guarded()) {
            findings.refuse(Code.R021, table.name(), "Nothing would refuse or record writes of its target.");
        } else if (facts.owner() != (table.isCutover() ? Owner.SOURCE : Owner.TARGET)) {
            findings.refuse(Code.R022, "%s: its data is owned by %s".formatted(table.name(), facts.owner()), "");
        }
        if (!table.table().spec().tokens()) {
            findings.refuse(Code.R035, table.name(), "Only they prove that all that was written has come (R13).");
        }
        if (facts.passId() == null) {
            findings.refuse(Code.R028, table.name() + " has no open pass", "");
            return;
        }
        if (!facts.whole()) {
            findings.refuse(Code.R028, table.name(), "Its copy, or what follows it, has not ended.");
        }
        if (!facts.lookedAgain()) {
            findings.refuse(Code.R028, table.name(), "Items that a rollback left open have not been looked at again.");
        }
    }
}
