package dev.tailrace.workflows.verification;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Comparison, on the verification queue. */
@ActivityInterface
public interface VerificationActivities {
    /**
     * Compares source and target of a table and records the verdict. Long, heartbeating; a retry goes on where the attempt
     * before saved how far it was. If a run's verdict is stored, the answer is that verdict.
     */
    Verified compareStores(Request request);

    /**
     * @param passId the pass's id; 0 for the one that is open
     * @param run rises per table; the verdict is stored once under it
     * @param tokens whether tokens may be written (R13)
     */
    record Request(TableRef table, long passId, long run, boolean tokens, VerificationOptions options) {}

    /** @param verdict null where {@code turn} is Stalled or Blocked */
    record Verified(Turn turn, @Nullable Verdict verdict) {
        /** No verdict yet. @param turn Stalled or Blocked */
        public static Verified waiting(Turn turn) {
            return new Verified(turn, null);
        }
    }
}
