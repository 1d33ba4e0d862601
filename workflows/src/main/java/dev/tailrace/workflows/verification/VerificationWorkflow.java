package dev.tailrace.workflows.verification;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Obstacle;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a table. A child of the table's workflow, or started alone with {@code {"migration": …, "table": …}}. The
 * type name and ids are persisted.
 */
@WorkflowInterface
public interface VerificationWorkflow {
    /**
     * Compares, and waits for what passes by itself.
     *
     * @param met the obstacle when the run before ended, null for none
     * @return the verdict; or, blocked, what a person has to do first
     */
    @WorkflowMethod(name = "Verification")
    VerificationActivities.Verified run(@Nullable VerificationTask task, @Nullable Obstacle met);

    /** Asks for a report to the table that started it. */
    @SignalMethod(description = "Internal: report to the table.")
    void report();

    /** The id of the one that a table's workflow starts. */
    static String id(TableRef table) {
        return table.migration() + "/" + table.name() + "/verification";
    }
}
