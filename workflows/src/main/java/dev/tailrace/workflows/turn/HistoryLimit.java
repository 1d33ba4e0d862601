package dev.tailrace.workflows.turn;

import io.temporal.workflow.Workflow;

/** When a run's history is long enough to continue as new. */
public final class HistoryLimit {
    private HistoryLimit() {}

    /** @param limit events, from the workflow's input; 0 for when the server suggests it */
    public static boolean reached(int limit) {
        var info = Workflow.getInfo();
        return info.isContinueAsNewSuggested() || limit > 0 && info.getHistoryLength() > limit;
    }
}
