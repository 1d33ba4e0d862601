package dev.tailrace.workflows.stage;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.VerificationActivities.Verdict;
import dev.tailrace.workflows.verification.VerificationActivities.Verified;
import java.util.List;

/** Verdicts for fakes to give. */
public final class Verdicts {
    private Verdicts() {}

    public static Verified of(long run, VerdictOutcome outcome) {
        return switch (outcome) {
            case EQUAL -> verified(run, outcome, 0, 0, List.of());
            case DIFFERENT -> verified(run, outcome, 2, 0, List.of());
            case INCOMPLETE -> verified(run, outcome, 0, 1, List.of("1 item is in quarantine"));
        };
    }

    /** Nothing wrong, but an item changed at every look. */
    public static Verified unproven(long run) {
        return verified(run, VerdictOutcome.INCOMPLETE, 0, 0, List.of("1 items changed at every look"));
    }

    private static Verified verified(
            long run, VerdictOutcome outcome, long missing, long quarantined, List<String> limits) {
        return new Verified(
                new Turn.Done(),
                new Verdict(
                        run,
                        outcome,
                        1_000,
                        1_000 - missing,
                        1_000 - missing - quarantined,
                        missing,
                        0,
                        0,
                        quarantined,
                        0,
                        0,
                        limits,
                        "2026-11-20T12:00:00Z",
                        List.of()));
    }
}
