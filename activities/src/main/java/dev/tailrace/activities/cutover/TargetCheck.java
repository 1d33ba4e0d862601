package dev.tailrace.activities.cutover;

import dev.tailrace.activities.Stores;
import dev.tailrace.activities.lane.TargetObstacles;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.plan.Plans;
import dev.tailrace.activities.plan.TablePlan;
import dev.tailrace.mappers.problem.Code;
import java.sql.SQLException;

/** The target's side: its tables are as planned, its indexes are there, and nothing would hold up an ownership transaction. */
final class TargetCheck implements GateCheck {
    private final Stores stores;

    TargetCheck(Stores stores) {
        this.stores = stores;
    }

    @Override
    public void check(GateTable table, GateFindings findings) throws SQLException {
        var id = table.table().id();
        for (var line : Transaction.read(table.table().target(), c -> TargetObstacles.invalidIndexes(c, id))) {
            findings.refuse(Code.R032, line, "");
        }
        for (var line : Transaction.read(table.table().target(), TargetObstacles::prepared)) {
            findings.refuse(Code.R034, line, "");
        }
        if (table.isCutover()) {
            asPlanned(table, findings);
        } else {
            for (var line : Transaction.read(table.table().target(), c -> TargetObstacles.referring(c, id))) {
                findings.refuse(Code.R036, line, "");
            }
        }
    }

    /** The same plan as before the copy: what it finds now has changed since. */
    private void asPlanned(GateTable table, GateFindings findings) {
        switch (Plans.of(stores, table.table())) {
            case TablePlan.Refused refused -> refused.problems().forEach(findings::refuse);
            case TablePlan.Ready ready ->
                ready.indexes()
                        .forEach(index -> findings.refuse(
                                Code.R032,
                                "%s: index %s of %s is not there".formatted(table.name(), index.name(), index.table()),
                                ""));
        }
    }
}
