package dev.tailrace.workflows.verification;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comparison, on the verification queue. */
@ActivityInterface
public interface VerificationActivities {
    /**
     * Compares source and target of a table in full, both ways, and records the verdict. Long, heartbeating; a retry compares
     * again under the same run number. If a run's verdict is stored, the answer is that verdict.
     */
    Verified compareStores(Request request);

    /**
     * @param passId the pass's id; 0 for the one that is open
     * @param run rises per table; the verdict is stored once under it
     * @param tokens whether tokens may be written (R13)
     */
    record Request(TableRef table, long passId, long run, boolean tokens) {}

    /** @param verdict null where {@code turn} is Stalled or Blocked */
    record Verified(Turn turn, @Nullable Verdict verdict) {
        /** No verdict yet. @param turn Stalled or Blocked */
        public static Verified waiting(Turn turn) {
            return new Verified(turn, null);
        }
    }

    /**
     * What a comparison found. Persisted names; counts are of items or rows of the moment of comparison.
     *
     * @param missing rows that the source has and the target lacks, confirmed
     * @param extra rows that the target has and the source lacks, confirmed
     * @param different rows that differ, confirmed
     * @param quarantined items that are named in quarantine instead of being at the target
     * @param unproven keys still in flight when the comparison gave up
     * @param limits what was not proven, a sentence each; empty for none
     * @param warnings what the constraints that the file asks for would refuse, a sentence each; the source has it too
     */
    record Verdict(
            long run,
            VerdictOutcome outcome,
            long sourceItems,
            long targetRows,
            long equal,
            long missing,
            long extra,
            long different,
            long quarantined,
            long skipped,
            long unproven,
            List<String> limits,
            String finishedAt,
            List<String> warnings) {
        private static final int LIMITS_SHOWN = 5;

        public Verdict {
            // Older verdicts have none.
            warnings = warnings == null ? List.of() : List.copyOf(warnings);
        }

        /** As status shows it: in full it stands in the control schema. */
        VerdictSummary inShort() {
            return new VerdictSummary(
                    outcome,
                    equal,
                    missing,
                    extra,
                    different,
                    quarantined,
                    unproven,
                    limits.stream().limit(LIMITS_SHOWN).toList(),
                    finishedAt,
                    warnings.stream().limit(LIMITS_SHOWN).toList());
        }
    }
}
