package dev.tailrace.activities.verification;

import dev.tailrace.activities.lane.Passes;
import dev.tailrace.verify.Comparison;
import dev.tailrace.verify.ComparisonLimits;
import java.sql.SQLException;

/** The level {@code full}: compares every row, both ways. */
final class FullRun {
    private FullRun() {}

    static LevelResult of(RunContext run, StoredComparison saved) throws SQLException, InterruptedException {
        var comparison = new Comparison(run.stores(), ComparisonLimits.STANDARD, saved);
        return LevelResult.of(comparison.run(
                Passes.items(run.table().target(), run.pass().id()), run.pass().segments()));
    }
}
