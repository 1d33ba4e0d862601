package dev.tailrace.workflows.backfill;

import dev.tailrace.workflows.migration.TableRef;
import dev.tailrace.workflows.migration.Turn;
import io.temporal.activity.ActivityInterface;

/** Long activities on the copy queue. Each heartbeats, returns after some minutes, and resumes where its lane row says. */
@ActivityInterface
public interface BackfillActivities {
    /**
     * Copies one scan segment from its lane's position (R2). {@link Turn.Done} when the lane is done, {@link Turn.Yielded}
     * at a batch boundary after some minutes or when the copy is paused.
     */
    Turn copySegment(Segment segment);

    /**
     * A lane's next attempt.
     *
     * @param pass the pass's id
     * @param number of the segment, from 0
     * @param scheduling the workflow's scheduling number, which only rises; the activity adds its attempt (R1)
     * @param brief whether to yield after one batch: the turn before was stalled, and people wait to hear that it goes on
     */
    record Segment(TableRef table, long pass, int number, long scheduling, boolean brief) {
        /** A turn of the usual length. */
        public Segment(TableRef table, long pass, int number, long scheduling) {
            this(table, pass, number, scheduling, false);
        }
    }
}
