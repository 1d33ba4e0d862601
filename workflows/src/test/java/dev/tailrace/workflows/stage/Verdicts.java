package dev.tailrace.workflows.stage;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.Balance;
import dev.tailrace.workflows.verification.Circumstances;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.TableRows;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerificationActivities.Verified;
import java.util.List;

/** Verdicts for fakes to give. */
public final class Verdicts {
    private static final Circumstances CIRCUMSTANCES = new Circumstances(
            "2026-11-20T11:50:00Z",
            "2026-11-20T12:00:00Z",
            1,
            1,
            "",
            1L,
            "strong",
            "",
            "",
            "0000000000000001",
            "",
            1,
            1_000,
            "250.0");

    private Verdicts() {}

    public static Verified of(long run, VerdictOutcome outcome) {
        return of(run, outcome, VerificationLevel.FULL);
    }

    public static Verified of(long run, VerdictOutcome outcome, VerificationLevel level) {
        return switch (outcome) {
            case EQUAL -> verified(run, level, outcome, Confirmed.NOTHING, List.of());
            case DIFFERENT -> verified(run, level, outcome, new Confirmed(2, 0, 0, 0, 0, 0, 0), List.of());
            case EXCEPTED ->
                verified(
                        run,
                        level,
                        outcome,
                        new Confirmed(0, 0, 0, 0, 1, 0, 0),
                        List.of("1 item is in quarantine, accepted"));
            case INCOMPLETE ->
                verified(run, level, outcome, new Confirmed(0, 0, 0, 1, 0, 0, 0), List.of("1 item is in quarantine"));
        };
    }

    /** Nothing wrong, but an item changed at every look. */
    public static Verified unproven(long run) {
        return verified(
                run,
                VerificationLevel.FULL,
                VerdictOutcome.INCOMPLETE,
                Confirmed.NOTHING,
                List.of("1 items changed at every look"));
    }

    private static Verified verified(
            long run, VerificationLevel level, VerdictOutcome outcome, Confirmed confirmed, List<String> limits) {
        long missing = confirmed.missing();
        long refused = confirmed.quarantined() + confirmed.accepted();
        long rows = 1_000 - refused;
        var source = new Balance.Side(rows, rows - missing, 0, 0, missing, 0, 0);
        var target = new Balance.Side(rows - missing, rows - missing, 0, 0, 0, 0, 0);
        return new Verified(
                new Turn.Done(),
                new Verdict(
                                run,
                                level,
                                outcome,
                                confirmed,
                                new Balance(1_000, rows, 0, refused, source, target),
                                List.of(new TableRows("orders", rows, rows - missing)),
                                null,
                                CIRCUMSTANCES,
                                limits,
                                List.of(),
                                "")
                        .sealed());
    }
}
