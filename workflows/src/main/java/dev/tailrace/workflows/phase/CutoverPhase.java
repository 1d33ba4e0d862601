package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.Soak;
import java.util.Objects;

/** The table waits for the end of its group's cutover, and does nothing else; change capture goes on. */
final class CutoverPhase {
    private final TableState state;
    private final SwitchLink link;

    CutoverPhase(TableState state, SwitchLink link) {
        this.state = state;
        this.link = link;
    }

    void run() {
        state.doing("is cut over");
        var end = link.awaitEnd();
        if (!end.moved()) {
            state.endSwitch(Phase.READY, "the cutover was aborted: " + end.reason());
            state.doing("The last cutover was aborted, and the source owns the data: " + end.reason());
            return;
        }
        var command = Objects.requireNonNull(state.switching(), "it has ended just now");
        var task = Objects.requireNonNull(command.task(), "a switch has a task");
        state.soaks(Soak.begin(end.at(), task.window()));
        state.endSwitch(Phase.SOAKING, "the target owns the data");
    }
}
