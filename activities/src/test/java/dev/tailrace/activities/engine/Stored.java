package dev.tailrace.activities.engine;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Balance;
import dev.tailrace.workflows.verification.Circumstances;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerdictText;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Verdicts in the bench's control schema. */
final class Stored {
    /** How many differences each counted. */
    static final long COUNTED = 2_000;

    private Stored() {}

    /** One that found differences. */
    static void verdict(Bench bench, long run) {
        var verdict = new Verdict(
                        run,
                        VerificationLevel.FULL,
                        VerdictOutcome.DIFFERENT,
                        new Confirmed(COUNTED, 0, 0, 0, 0, 0, 0),
                        Balance.NOTHING,
                        List.of(),
                        null,
                        new Circumstances("", "", bench.passId, 1, "", null, "strong", "", "", "", "", 1, 0, "0"),
                        List.of("not all was proven"),
                        List.of(),
                        "")
                .sealed();
        DSL.using(bench.pool, SQLDialect.POSTGRES)
                .execute(
                        "insert into tailrace.verification (pass_id, run, verdict, outcome, level) values (?, ?, ?, ?, ?)",
                        bench.passId,
                        run,
                        VerdictText.write(verdict),
                        verdict.outcome().name(),
                        verdict.level().name());
    }
}
