package dev.tailrace.workflows.backfill;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;

/** After the last segment, on the control queue: R4's barrier and purge, R7's quarantine replay, R5's indexes. */
@ActivityInterface
public interface BarrierActivities {
    /** Raises the barrier. Idempotent. {@link Turn.Yielded} if a segment is not done after all: the backfill goes on. */
    Turn raiseBarrier(PassRef pass);

    /** Deletes what the tombstones name, chunk by chunk; itself a lane. {@link Turn.Yielded}: schedule it again. */
    Turn purge(PassRef pass);

    /**
     * Tries quarantined items again by reading the source (R7): those of the backfill, or all. Those of the backfill are
     * tried once. A turn goes on where the round's last turn or attempt ended. {@link Turn.Yielded}: schedule it again.
     */
    Turn replayQuarantine(QuarantineReplayRequest request);

    /**
     * Builds the target's secondary indexes while capture runs. Idempotent. An index that is being built goes on when an
     * attempt ends, and the next attempt waits for it. {@link Turn.Yielded}: schedule it again.
     */
    Turn buildIndexes(PassRef pass);

    /** @param scheduling see {@link BackfillActivities.Segment} */
    record PassRef(TableRef table, long passId, long scheduling) {}

    /**
     * Which entries to try again. Persisted field names.
     *
     * @param all also those that capture made
     * @param round rises each time that an operator asks; 0 for the one that follows the backfill
     */
    record QuarantineReplayRequest(TableRef table, long passId, long scheduling, boolean all, long round) {
        private static final long AFTER_THE_BACKFILL = 0;

        /** The backfill's own entries, once: a page can be older than what capture has applied. */
        public static QuarantineReplayRequest ofTheBackfill(PassRef pass) {
            return new QuarantineReplayRequest(
                    pass.table(), pass.passId(), pass.scheduling(), false, AFTER_THE_BACKFILL);
        }

        /** All entries. @param round the number of the command that asks for it */
        public static QuarantineReplayRequest ofAll(PassRef pass, long round) {
            return new QuarantineReplayRequest(pass.table(), pass.passId(), pass.scheduling(), true, round);
        }
    }
}
