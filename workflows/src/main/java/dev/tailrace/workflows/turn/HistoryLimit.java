package dev.tailrace.workflows.turn;

import io.temporal.workflow.Workflow;

/** When a run's history is long enough to continue as new. */
public final class HistoryLimit {
    /** In place of a number of events: when the server suggests it. */
    public static final int BY_SERVER = 0;

    private HistoryLimit() {}

    /** @param limit events, from the workflow's input; or {@link #BY_SERVER} */
    public static boolean reached(int limit) {
        var info = Workflow.getInfo();
        return info.isContinueAsNewSuggested() || limit != BY_SERVER && info.getHistoryLength() > limit;
    }
}
