package dev.tailrace.workflows.cutover;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Moves the ownership of a group of tables back to the source (R11): one at a time in a migration. A table of the group
 * starts it, and starts it again where it has ended before that table heard how. Persisted names.
 */
@WorkflowInterface
public interface RollbackWorkflow {
    /** Its type. */
    String TYPE = "Rollback";

    /** Runs until the ownership has moved, or the attempt is aborted; each table of the group is told which. */
    @WorkflowMethod(name = TYPE)
    void run(SwitchStart start);

    /** A table is free to be switched; the same again is answered with news. */
    @SignalMethod(description = "Internal: a table is free to be switched.")
    void entered(SwitchEntry entry);

    /** Wakes an abort that is blocked. */
    @SignalMethod(description = "Internal: try again.")
    void retry();

    /** The workflow's id. */
    static String id(String migration) {
        return migration + "/rollback";
    }
}
