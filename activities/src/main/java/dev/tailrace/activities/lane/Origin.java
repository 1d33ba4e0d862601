package dev.tailrace.activities.lane;

import dev.tailrace.activities.Build;
import io.temporal.activity.Activity;
import org.jspecify.annotations.Nullable;

/**
 * Who writes an event down: a worker's build and, in an activity, which one of Temporal's history. That one's result has the event's
 * number and head.
 *
 * @param run of the workflow; null outside of an activity
 */
record Origin(String text, @Nullable String run) {
    static Origin here() {
        try {
            var activity = Activity.getExecutionContext().getInfo();
            return new Origin(
                    "worker %s, workflow %s, run %s, activity %s"
                            .formatted(
                                    Build.NAME,
                                    activity.getWorkflowId(),
                                    activity.getRunId(),
                                    activity.getActivityId()),
                    activity.getRunId());
        } catch (IllegalStateException outsideOfAnActivity) {
            return new Origin("tailrace " + Build.NAME, null);
        }
    }
}
