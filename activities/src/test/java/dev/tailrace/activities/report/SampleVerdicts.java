package dev.tailrace.activities.report;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Balance;
import dev.tailrace.workflows.verification.Balance.Side;
import dev.tailrace.workflows.verification.Circumstances;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.SampleStatement;
import dev.tailrace.workflows.verification.TableRows;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerdictText;
import java.time.Instant;
import java.util.List;

/** Verdicts as they are stored, and the runs that a report makes of them. */
final class SampleVerdicts {
    /** Of the lanes, with their digest. */
    static final String POSITIONS = "shard/1 4711\n";

    private static final String POSITIONS_DIGEST = "44c7a5b9436d94a50c11fac1bd5bb4e3554aa5219dd386be55108cd9933869fc";

    private static final TableTotals TOTALS = new TableTotals(
            "sensors",
            "3000",
            "3000",
            "select count(*), sum(\"n\") from \"app\".\"sensors\"",
            List.of(new TableTotals.ColumnTotals(
                    "n",
                    Sample.HOSTILE,
                    "number",
                    new TableTotals.SideTotals("2990", "10", "17.5", "-3", "4"),
                    new TableTotals.SideTotals("2990", "10", "17.5", "-3", "4"))),
            List.of("rest"));

    private SampleVerdicts() {}

    static ReportedRun run(int pass, Verdict verdict, boolean stands) {
        return new ReportedRun(
                pass,
                pass,
                verdict.run(),
                Instant.parse(verdict.circumstances().to()),
                verdict.level(),
                verdict.outcome(),
                stands,
                null,
                verdict,
                verdict.level() == VerificationLevel.SAMPLE ? List.of(TOTALS) : List.of(),
                VerdictText.write(verdict));
    }

    /** Of all rows. */
    static Verdict full(long run, VerdictOutcome outcome, Confirmed confirmed, Side source, Side target) {
        return verdict(run, VerificationLevel.FULL, outcome, confirmed, source, target, "", null);
    }

    static Verdict verdict(
            long run,
            VerificationLevel level,
            VerdictOutcome outcome,
            Confirmed confirmed,
            Side source,
            Side target,
            String seed,
            SampleStatement sample) {
        return new Verdict(
                        run,
                        level,
                        outcome,
                        confirmed,
                        new Balance(
                                source.rows() + 6,
                                source.rows() + confirmed.accepted(),
                                4,
                                2 - confirmed.accepted(),
                                source,
                                target),
                        List.of(new TableRows("orders", source.rows(), target.rows())),
                        sample,
                        new Circumstances(
                                Sample.minutes(112).toString(),
                                Sample.minutes(178).toString(),
                                1,
                                1,
                                POSITIONS_DIGEST,
                                417L,
                                "strong",
                                Sample.FILE,
                                "0.1.0 abc1234",
                                "00ff00ff00ff00ff",
                                seed,
                                1,
                                source.rows() + 40,
                                "60010.5"),
                        List.of(
                                "each row was compared at a moment of its own between the beginning and the end",
                                "what the mapper makes of an item was made by the same mapper both times"),
                        List.of(),
                        "")
                .sealed();
    }
}
