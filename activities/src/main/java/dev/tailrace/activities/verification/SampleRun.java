package dev.tailrace.activities.verification;

import dev.tailrace.activities.lane.Passes;
import dev.tailrace.verify.Draw;
import dev.tailrace.verify.SampleBound;
import dev.tailrace.verify.SampleSize;
import dev.tailrace.verify.SampledComparison;
import dev.tailrace.verify.SampledComparison.Sample;
import dev.tailrace.verify.SampledComparison.Units;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.verification.SampleStatement;
import dev.tailrace.workflows.verification.SampleStatement.Bound;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The level {@code sample}: draws by the run's seed, compares what was drawn, and says what that proves of the rest. */
final class SampleRun {
    private static final double CONFIDENCE = 0.95;
    private static final double AT_MOST = 0.001;

    private SampleRun() {}

    static LevelResult of(RunContext run, BegunRun begun) throws SQLException, InterruptedException {
        var options = run.request().options();
        double confidence = confidence(options);
        double atMost = options.atMost() == null ? AT_MOST : options.atMost();
        var draw = new Draw(begun.seed());
        int total = Draw.segments(run.inPlace()
                .get(() -> Passes.items(run.table().target(), run.pass().id())));
        int count = SampleSize.of(total, atMost, confidence);
        var result = new SampledComparison(run.stores())
                .run(new Sample(
                        draw,
                        total,
                        draw.segments(run.table().ref().name(), total, count),
                        SampleSize.ofMany(atMost, confidence)));
        var statement = new SampleStatement(
                BigDecimal.valueOf(confidence).toPlainString(),
                bound(result.source(), confidence),
                bound(result.target(), confidence));
        // A target without rows says nothing of segments that were not read.
        boolean seen = result.findings().items().items() > 0 || result.target().all() > 0 || count == total;
        return new LevelResult(result.findings(), statement, null, seen, limits(statement, seen));
    }

    private static double confidence(VerificationOptions options) {
        return options.confidence() == null ? CONFIDENCE : options.confidence();
    }

    private static Bound bound(Units units, double confidence) {
        return new Bound(
                units.all(),
                units.drawn(),
                units.wrong(),
                SampleBound.atMost(units.all(), units.drawn(), units.wrong(), confidence));
    }

    private static List<String> limits(SampleStatement statement, boolean seen) {
        var limits = new ArrayList<String>();
        if (!seen) {
            limits.add("nothing was drawn: the segments read have no item, and the target has no row");
        }
        var percent = new BigDecimal(statement.confidence())
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
        var source = statement.source();
        var target = statement.target();
        limits.add(String.format(
                Locale.ROOT,
                "a sample: with %s %% confidence at most %,d of %,d segments of the source hold a wrong item; %,d were read",
                percent,
                source.atMost(),
                source.units(),
                source.drawn()));
        limits.add(String.format(
                Locale.ROOT,
                "a sample: with %s %% confidence at most %,d of %,d rows of the target are wrong; %,d were looked up",
                percent,
                target.atMost(),
                target.units(),
                target.drawn()));
        return limits;
    }
}
