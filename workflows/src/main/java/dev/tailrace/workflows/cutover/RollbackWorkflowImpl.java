package dev.tailrace.workflows.cutover;

import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import io.temporal.workflow.WorkflowInit;

/** The steps of a rollback, in the order of R11. */
public final class RollbackWorkflowImpl implements RollbackWorkflow {
    private final Switching switching;

    /** As {@link #run}. */
    @WorkflowInit
    public RollbackWorkflowImpl(SwitchStart start) {
        switching = new Switching(start, Direction.ROLLBACK);
    }

    @Override
    public void run(SwitchStart ignored) {
        switching.run(steps -> steps
                // From its commit on nobody can write to the target, so what is recorded then is all there will be.
                .fenced("refuses writes at the target")
                .drained("writes the last changes to the source", (calls, step) -> calls.drainTarget(step))
                // Watch mode has seen all that anybody wrote at the source, and marked what was not ours.
                .sourceDrained("reads the source's stream to its end", (calls, step) -> calls.drainSource(step))
                .drained("writes what was marked meanwhile", (calls, step) -> calls.drainTarget(step))
                .done("closes the lanes of the way back", (calls, step) -> calls.closeReverse(step))
                .moved("moves the ownership to the source", (calls, step) -> calls.moveToSource(step)));
    }

    @Override
    public void entered(SwitchEntry entry) {
        switching.entered(entry);
    }

    @Override
    public void retry() {
        switching.retry();
    }
}
