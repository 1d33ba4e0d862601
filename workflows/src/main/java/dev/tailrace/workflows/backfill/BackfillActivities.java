package dev.tailrace.workflows.backfill;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Long activities on the copy queue. Each heartbeats, returns after some minutes, and resumes where its lane row says. */
@ActivityInterface
public interface BackfillActivities {
    /**
     * Copies scan segments, one after the other, each from its lane's position (R2). {@link Turn.Done} when all lanes are done,
     * {@link Turn.Yielded} at a batch boundary after some minutes or when the copy is paused.
     */
    Turn copySegment(Segment segment);

    /**
     * The next attempt at a lane, or at several.
     *
     * @param passId the pass's id
     * @param number of the segment, from 0
     * @param then the segments to go on with when it is done; null: none, as from workers of before
     * @param scheduling the workflow's scheduling number, which only rises; the activity adds its attempt (R1)
     * @param brief whether to yield after one batch: the turn before was stalled, and people wait to hear that it goes on
     */
    record Segment(
            TableRef table,
            long passId,
            int number,
            long scheduling,
            boolean brief,
            @Nullable List<Integer> then) {
        /** A turn of the usual length at one segment. */
        public Segment(TableRef table, long passId, int number, long scheduling) {
            this(table, passId, number, scheduling, false, null);
        }

        /** All of its segments, in order. */
        public List<Integer> numbers() {
            var numbers = new ArrayList<>(List.of(number));
            numbers.addAll(then == null ? List.of() : then);
            return numbers;
        }
    }
}
