package dev.tailrace.activities.cutover;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.SwitchAttempts;
import dev.tailrace.activities.lane.SwitchFacts;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import dev.tailrace.workflows.cutover.CutoverActivities.Gate;
import dev.tailrace.workflows.cutover.CutoverActivities.GateRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads all that a switch depends on, now, and changes nothing: a dry run is the same. Stateless; thread-safe. */
final class SwitchGate {
    private final List<GateCheck> checks;

    SwitchGate(Stores stores) {
        checks = List.of(
                new StateCheck(),
                new LagCheck(),
                new VerdictCheck(),
                new QuarantineCheck(),
                new SourceCheck(),
                new TargetCheck(stores),
                new GuardCheck(),
                new CanaryCheck());
    }

    Gate read(SwitchGroup group, GateRequest request) throws SQLException {
        var findings = new GateFindings();
        openAttempt(group, findings);
        var facts = new ArrayList<SwitchFacts>();
        for (var table : group.tables()) {
            var found = facts(table, request.direction());
            facts.add(found);
            var gated = new GateTable(table, request.direction(), found, request.by());
            checks.forEach(check -> run(check, gated, findings));
        }
        var pause = PauseEstimate.of(request.direction(), facts);
        findings.fact("pause: %d to %d ms by what was measured".formatted(pause.from().toMillis(), pause.to().toMillis()));
        return new Gate(
                findings.problems(),
                findings.facts(),
                pause.from().toMillis(),
                pause.to().toMillis(),
                findings.rollbackUnsafe());
    }

    private static SwitchFacts facts(LoadedTable table, Direction direction) throws SQLException {
        var kind = direction == Direction.CUTOVER ? Passes.FORWARD : Passes.REVERSE;
        return Transaction.read(table.control(), connection -> SwitchFacts.read(connection, table.id(), kind));
    }

    /** What cannot be found out refuses the switch as well; the other checks go on. */
    private static void run(GateCheck check, GateTable table, GateFindings findings) {
        try {
            check.check(table, findings);
        } catch (SQLException | RuntimeException e) {
            findings.refuse(FailureClassifier.problem(e, table.name() + ", the gate"));
        }
    }

    private static void openAttempt(SwitchGroup group, GateFindings findings) throws SQLException {
        var open = Transaction.read(
                        group.first().control(),
                        connection -> Optional.of(SwitchAttempts.open(connection, group.migration())))
                .get();
        open.filter(SwitchAttempts.Found::isOpen)
                .ifPresent(other -> findings.refuse(
                        Code.R020,
                        "attempt %d, a %s of %s".formatted(other.id(), other.direction(), other.by()),
                        "It is open until " + other.deadline().toInstant() + "."));
    }
}
