package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.Phase;
import io.temporal.workflow.Workflow;

/** The target follows the source. An operator may ask for a quarantine replay or a verification; both end in a verification. */
final class ReadyPhase {
    private final TableState state;
    private final RequestedReplay replay;

    ReadyPhase(TableState state, RequestedReplay replay) {
        this.state = state;
        this.replay = replay;
    }

    void run() {
        var pass = state.pass();
        Workflow.await(() -> pass.verificationRequested() || pass.replayRequested());
        replay.runIfRequested();
        pass.verificationBegins();
        state.move(Phase.VERIFYING, "asked for");
    }
}
