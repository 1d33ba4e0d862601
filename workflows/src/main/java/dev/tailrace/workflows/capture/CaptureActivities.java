package dev.tailrace.workflows.capture;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;

/** Long activities on the capture queue. */
@ActivityInterface
public interface CaptureActivities {
    /**
     * Reads and applies the lanes of one group, parents first, finding new shards on the way. Heartbeats; never Done while
     * the pass is open: {@link Turn.Yielded} after some minutes or when capture is paused, {@link Turn.Blocked} on a gap,
     * {@link Turn.Done} when the pass is closed.
     */
    Turn captureChanges(Group group);

    /**
     * A part of the pass's stream lanes: those whose hash modulo {@code groups} is {@code number}.
     *
     * @param scheduling see {@link dev.tailrace.workflows.backfill.BackfillActivities.Segment}
     * @param brief whether to yield after one round of reads, see there
     */
    record Group(TableRef table, long passId, int number, int groups, long scheduling, boolean brief) {
        private static final boolean USUAL_LENGTH = false;

        /** A turn of the usual length. */
        public static Group turn(TableRef table, long passId, int number, int groups, long scheduling) {
            return new Group(table, passId, number, groups, scheduling, USUAL_LENGTH);
        }
    }
}
