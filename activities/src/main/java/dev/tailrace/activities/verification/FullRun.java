package dev.tailrace.activities.verification;

import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.verification.RunRecord.Drawn;
import dev.tailrace.verify.Comparison;
import dev.tailrace.verify.ComparisonLimits;
import dev.tailrace.workflows.verification.Verdict;
import java.sql.SQLException;
import java.util.Optional;

/** Compares every row, both ways, and stores the verdict. */
final class FullRun {
    private FullRun() {}

    /** @return empty if the pass is closed by now */
    static Optional<Verdict> run(RunContext run, StoredComparison saved, String build)
            throws SQLException, Gap, InterruptedException {
        saved.saveToo(run::read);
        var table = run.table();
        var comparison = new Comparison(run.stores(), ComparisonLimits.STANDARD, saved);
        try (var reading = table.capacity().running()) {
            var findings = comparison.run(
                    Passes.items(table.target(), run.pass().id()), run.pass().segments());
            run.checkGap();
            var violations = run.inPlace().get(() -> new ConstraintCheck(table, run.heartbeat()).violations());
            var record = run.inPlace().get(() -> RunRecord.read(run));
            var circumstances = record.circumstances(
                    run, saved.begun(), Drawn.nonce(findings.nonce()), findings.sourceReads(), build);
            var verdict = Verdicts.of(run.request(), findings, violations, circumstances, false, record.names());
            return run.inPlace()
                    .get(() -> StoredVerdicts.store(
                            table.control(),
                            run.request(),
                            verdict,
                            record.positions(),
                            findings.differences(),
                            violations));
        }
    }
}
