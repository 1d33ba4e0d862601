package dev.tailrace.activities.verification;

import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.verification.RunRecord.Drawn;
import dev.tailrace.activities.verification.StoredVerdicts.Stored;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs a verification at its level, and stores the verdict. */
final class LevelRun {
    private LevelRun() {}

    /** @return empty if the pass is closed by now */
    static Optional<Stored> run(RunContext run, StoredComparison saved, String build)
            throws SQLException, Gap, InterruptedException {
        saved.saveToo(run::read);
        var table = run.table();
        var begun = run.inPlace().get(() -> BegunRun.begin(table, run.request()));
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        try (var reading = table.capacity().running()) {
            var result = result(run, begun.get(), saved);
            run.checkGap();
            var verdict = store(run, begun.get(), saved, result, build);
            if (verdict.isPresent()) {
                deleteMarks(run);
            }
            return verdict;
        }
    }

    static LevelResult result(RunContext run, BegunRun begun, StoredComparison saved)
            throws SQLException, InterruptedException {
        return switch (run.request().options().level()) {
            case COUNT -> CountRun.of(run);
            case SAMPLE -> SampleRun.of(run, begun);
            case FULL -> FullRun.of(run, saved);
            case TOUCHED -> TouchedRun.of(run, begun);
        };
    }

    private static Optional<Stored> store(
            RunContext run, BegunRun begun, StoredComparison saved, LevelResult result, String build)
            throws SQLException, InterruptedException {
        var table = run.table();
        var violations = violations(run);
        var record = run.inPlace().get(() -> RunRecord.read(run));
        var findings = result.findings();
        var circumstances = record.circumstances(
                run, saved.begun(), Drawn.of(findings.nonce(), begun.seed()), findings.sourceReads(), build);
        var verdict = Verdicts.of(run.request(), result, violations, circumstances, record.accepted(), record.names());
        return run.inPlace()
                .get(() -> StoredVerdicts.store(
                        table.control(), run.request(), begun, verdict, record.positions(), result, violations));
    }

    /** To look for these, the whole target is read, too: not where only a part of it is. */
    private static List<Violation> violations(RunContext run) throws SQLException, InterruptedException {
        return switch (run.request().options().level()) {
            case COUNT, FULL -> run.inPlace().get(() -> new ConstraintCheck(run.table(), run.heartbeat()).violations());
            case SAMPLE, TOUCHED -> List.of();
        };
    }

    private static void deleteMarks(RunContext run) throws SQLException, InterruptedException {
        switch (run.request().options().level()) {
            case FULL, TOUCHED -> TouchedRun.deleteOld(run);
            case COUNT, SAMPLE -> {}
        }
    }
}
