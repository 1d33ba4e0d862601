package dev.tailrace.bench.busy;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.bench.run.Size;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.scenario.Load;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerdictText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Verifications, one after the other, of a table that some hundred writes a second change; how much of the source they read. */
public final class BusyFigures {
    private static final long SEED = 6;
    private static final int WRITERS = 4;

    private BusyFigures() {}

    /**
     * @param writes a second
     * @param runs how often it is verified
     */
    public static List<Figure> measure(Stack stack, Size size, int writes, int runs, String workerOptions)
            throws Exception {
        var table = Ground.sized("Busy", size);
        var figures = new ArrayList<Figure>();
        try (var ground = Ground.open(stack);
                var source = Source.create(stack.dynamoDb(), table, size.items(), SEED);
                var worker = ground.worker(workerOptions)) {
            var name = Stack.unique("bench");
            ground.start(name, table);
            ground.awaitEqual(name);
            try (var writers = Writers.start(stack.dynamoDb(), table, new Load(WRITERS, writes, size.items(), SEED))) {
                for (int run = 0; run < runs; run++) {
                    long changed = writers.changes();
                    var verdict = verify(ground, name);
                    figures.add(figure(size, writes, verdict, writers.changes() - changed));
                }
            }
            figures.add(Figure.stated(
                    "resident memory of the worker, " + size, worker.peakMegabytes(), "MB", "its copy included"));
        }
        return figures;
    }

    private static Verdict verify(Ground ground, String name) throws SQLException {
        long last = ground.table(name).run();
        ground.operator().verb(name, "verify", Map.of("by", "bench"));
        ground.await(
                name,
                "another verdict, and the table knows it",
                seen -> hasEnded(seen.tables().getFirst(), last));
        return VerdictText.read(ground.text("select verdict from tailrace.verification order by run desc limit 1"));
    }

    /** Whether there is a verdict after that run. While the table is VERIFYING it takes no other verification. */
    private static boolean hasEnded(TableView table, long last) {
        return table.run() > last && !table.phase().equals("VERIFYING");
    }

    private static Figure figure(Size size, int writes, Verdict verdict, long changed) {
        var circumstances = verdict.circumstances();
        double share = (double) circumstances.itemsRead() / verdict.balance().items();
        // Anything but EQUAL is a failure of the bar, whatever was read.
        double value = verdict.outcome() == VerdictOutcome.EQUAL ? share : Double.POSITIVE_INFINITY;
        return new Figure(
                "items read ÷ items, %s, %,d writes/s".formatted(size, writes),
                value,
                "×",
                new Goal.AtMost(1.05, 1.03),
                String.format(
                        Locale.ROOT,
                        "%s, %d source reads, %,d settled, %,d changed, %s to %s",
                        verdict.outcome(),
                        circumstances.sourceReads(),
                        verdict.balance().source().settled(),
                        changed,
                        circumstances.from(),
                        circumstances.to()));
    }
}
