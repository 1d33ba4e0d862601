package dev.tailrace.workflows.cutover;

import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import io.temporal.workflow.WorkflowInit;

/** The steps of a cutover, in the order of R9: nothing is changed before the last one. */
public final class CutoverWorkflowImpl implements CutoverWorkflow {
    private final Switching switching;

    /** As {@link #run}. */
    @WorkflowInit
    public CutoverWorkflowImpl(SwitchStart start) {
        switching = new Switching(start, Direction.CUTOVER);
    }

    @Override
    public void run(SwitchStart ignored) {
        switching.run(steps -> steps
                // People say that the writers are stopped; what they forgot shows in the stream.
                .sourceDrained("waits until nobody writes to the source", (calls, step) -> calls.awaitSilence(step))
                // All that was written before the token has been applied once it is seen, shard by shard.
                .sourceDrained("drains the source's stream", (calls, step) -> calls.drainSource(step))
                .moved("moves the ownership to the target", (calls, step) -> calls.moveToTarget(step)));
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
