package dev.tailrace.workflows.backfill;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Long activities on the backfill queue. Each heartbeats, returns after some minutes, and resumes where its lane row says. */
@ActivityInterface
public interface BackfillActivities {
    /**
     * Copies scan segments, one after the other, each from its lane's position (R2). {@link Turn.Done} when all lanes are done,
     * {@link Turn.Yielded} at a batch boundary after some minutes or when the backfill is paused.
     */
    Turn copySegment(Segment segment);

    /**
     * The next attempt at a lane, or at several.
     *
     * @param passId the pass's id
     * @param number of the segment, from 0
     * @param then the segments to go on with when it is done; null for none
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
        private static final boolean USUAL_LENGTH = false;

        /** A turn of the usual length at one segment. */
        public static Segment turn(TableRef table, long passId, int number, long scheduling) {
            return new Segment(table, passId, number, scheduling, USUAL_LENGTH, null);
        }

        /** A turn at several segments, one after the other. @param numbers at least one */
        public static Segment turn(TableRef table, long passId, List<Integer> numbers, long scheduling, boolean brief) {
            var then = numbers.subList(1, numbers.size());
            return new Segment(
                    table, passId, numbers.getFirst(), scheduling, brief, then.isEmpty() ? null : List.copyOf(then));
        }

        /** All of its segments, in order. */
        public List<Integer> numbers() {
            var numbers = new ArrayList<>(List.of(number));
            numbers.addAll(then == null ? List.of() : then);
            return numbers;
        }
    }
}
