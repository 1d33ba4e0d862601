package dev.tailrace.workflows.reverse;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;

/** Long activities on the capture queue. Each is {@link Turn.Done} once its pass is closed, and {@link Turn.Yielded} after some minutes. */
@ActivityInterface
public interface ReverseActivities {
    /** Marks the source keys of what the outbox holds, and deletes what it marked (R10). */
    Turn routeChanges(Task task);

    /** Writes the items of marked source keys to the source, as the target has them. */
    Turn reverseChanges(Lanes lanes);

    /**
     * The router of a table's reverse pass.
     *
     * @param scheduling see {@link dev.tailrace.workflows.backfill.BackfillActivities.Segment}
     * @param brief whether to yield after one round, see there
     */
    record Task(TableRef table, long passId, long scheduling, boolean brief) {}

    /** A part of the pass's reverse lanes: those whose number modulo {@code groups} is {@code number}. */
    record Lanes(TableRef table, long passId, int number, int groups, long scheduling, boolean brief) {}
}
