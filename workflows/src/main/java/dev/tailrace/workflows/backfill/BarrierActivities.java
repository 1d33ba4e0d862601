package dev.tailrace.workflows.backfill;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;

/** After the copy, on the control queue: R4's barrier and purge, R7's looking again, R5's indexes. */
@ActivityInterface
public interface BarrierActivities {
    /** Raises the barrier. Idempotent. {@link Turn.Yielded} if a segment is not done after all: copy goes on. */
    Turn raiseBarrier(PassRef pass);

    /** Deletes what the tombstones name, chunk by chunk; itself a lane. {@link Turn.Yielded}: schedule anew. */
    Turn purge(PassRef pass);

    /**
     * Looks again at quarantined items (R7) by reading the source: those the copy made, or all. Does nothing once done for
     * the copy's. Goes on where the round's last turn or attempt was. {@link Turn.Yielded}: schedule anew.
     */
    Turn replayQuarantine(QuarantineReplayRequest request);

    /**
     * Builds the target's secondary indexes, beside capture. Idempotent; what is being built goes on when an attempt ends, and the
     * next one waits for it. {@link Turn.Yielded}: schedule anew.
     */
    Turn buildIndexes(PassRef pass);

    /** @param scheduling see {@link BackfillActivities.Segment} */
    record PassRef(TableRef table, long passId, long scheduling) {}

    /**
     * @param all also those that capture made
     * @param round rises with each time that it is asked for; 0 for the copy's
     */
    record QuarantineReplayRequest(TableRef table, long passId, long scheduling, boolean all, long round) {}
}
