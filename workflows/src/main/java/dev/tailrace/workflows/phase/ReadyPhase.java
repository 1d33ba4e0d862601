package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.Phase;
import io.temporal.workflow.Workflow;

/** The target follows the source. An operator may ask for a quarantine replay, a repair or a verification; each ends in a verification. */
final class ReadyPhase {
    private final TableState state;
    private final RequestedReplay replay;
    private final RequestedRepair repair;

    ReadyPhase(TableState state, RequestedReplay replay, RequestedRepair repair) {
        this.state = state;
        this.replay = replay;
        this.repair = repair;
    }

    void run() {
        var pass = state.pass();
        Workflow.await(() -> pass.verificationRequested() || pass.replayRequested() || pass.repair() != null);
        replay.runIfRequested();
        repair.runIfRequested();
        state.move(Phase.VERIFYING, "asked for");
    }
}
