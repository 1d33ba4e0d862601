package dev.tailrace.workflows.waiting;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancelExternalWorkflowException;
import io.temporal.workflow.SignalExternalWorkflowException;

/** Signals, and requests to cancel, to workflows that may not run. */
public final class External {
    private External() {}

    /**
     * Sends one.
     *
     * @param signal a call on an external workflow's stub
     * @return whether the workflow runs, and so has the signal
     */
    public static boolean reached(Runnable signal) {
        try {
            signal.run();
            return true;
        } catch (ApplicationFailure | SignalExternalWorkflowException | CancelExternalWorkflowException notRunning) {
            return false;
        }
    }
}
