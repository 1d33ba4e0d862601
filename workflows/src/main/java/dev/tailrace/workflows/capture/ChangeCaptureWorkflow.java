package dev.tailrace.workflows.capture;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Obstacle;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a table's stream from the first pass to the abort. The type name, ids and signals are persisted. */
@WorkflowInterface
public interface ChangeCaptureWorkflow {
    /**
     * Runs until it is told to stop, or the pass is closed.
     *
     * @param scheduling the last scheduling number of the run before, 0 for the first
     * @param met what stood in each group's way when the run before ended, by the group's number; null for the first
     */
    @WorkflowMethod(name = "ChangeCapture")
    void run(CaptureTask task, long scheduling, @Nullable Map<Integer, Obstacle> met);

    /** Another pass, a pause or a resume; the same task again is answered with a report. */
    @SignalMethod(description = "Internal: which pass to read, and whether.")
    void serve(CaptureTask task);

    /** Wakes what is blocked or stalled. */
    @SignalMethod(description = "Internal: try again.")
    void retry();

    /** Ends it once its activities have returned. */
    @SignalMethod(description = "Internal: read no more.")
    void stop();

    /** The workflow's id. */
    static String id(TableRef table) {
        return table.migration() + "/" + table.name() + "/capture";
    }
}
