package dev.tailrace.workflows.reverse;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Obstacle;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes back to the source what the application writes to the target, while the target owns the data. Persisted names. */
@WorkflowInterface
public interface ReverseReplicationWorkflow {
    /**
     * Runs until it is told to stop, or the pass is closed.
     *
     * @param scheduling the last scheduling number of the run before, 0 for the first
     * @param met what stood in each loop's way when the run before ended, the router's under 0; null for the first
     */
    @WorkflowMethod(name = "ReverseReplication")
    void run(ReverseTask task, long scheduling, @Nullable Map<Integer, Obstacle> met);

    /** Another pass; the same task again is answered with a report. */
    @SignalMethod(description = "Internal: which pass to serve.")
    void serve(ReverseTask task);

    /** Wakes what is blocked or stalled. */
    @SignalMethod(description = "Internal: try again.")
    void retry();

    /** Ends it once its activities have returned. */
    @SignalMethod(description = "Internal: write no more.")
    void stop();

    /** The workflow's id. */
    static String id(TableRef table) {
        return table.migration() + "/" + table.name() + "/reverse";
    }
}
