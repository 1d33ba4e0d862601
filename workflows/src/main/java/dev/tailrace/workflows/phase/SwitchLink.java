package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.command.Command;
import dev.tailrace.workflows.command.SwitchTask;
import dev.tailrace.workflows.cutover.CutoverWorkflow;
import dev.tailrace.workflows.cutover.RollbackWorkflow;
import dev.tailrace.workflows.cutover.SwitchEntry;
import dev.tailrace.workflows.cutover.SwitchStart;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.SwitchNews;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.turn.Queues;
import dev.tailrace.workflows.waiting.External;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The cutover or the rollback of the table's group, a workflow of its own. Whichever table comes first starts it, and one that
 * has not heard how it ended starts it again: it finds the attempt by the verb's number.
 */
final class SwitchLink {
    private static final Duration ASKED_EVERY = Duration.ofMinutes(1);

    private final TableState state;
    private @Nullable SwitchNews heard;

    SwitchLink(TableState state) {
        this.state = state;
    }

    /** Says that this table is free, and waits until the switch has ended. */
    SwitchNews.End awaitEnd() {
        var command = command();
        var task = Objects.requireNonNull(command.task(), "a switch has a task");
        while (true) {
            var end = end(command);
            if (end != null) {
                return end;
            }
            enter(command, task);
            Waits.upTo(ASKED_EVERY, state.table().name() + " · " + type(), () -> end(command) != null);
        }
    }

    private void enter(Command command, SwitchTask task) {
        var workflow = Workflow.newUntypedExternalWorkflowStub(id());
        var entry = new SwitchEntry(state.table().name(), command.number());
        if (!External.reached(() -> workflow.signal("entered", entry))) {
            start(command, task);
            External.reached(() -> workflow.signal("entered", entry));
        }
    }

    private void start(Command command, SwitchTask task) {
        var tables = task.tables().stream()
                .map(name -> new TableRef(
                        state.table().migration(), name, state.table().control()))
                .toList();
        var child = Workflow.newUntypedChildWorkflowStub(
                type(),
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(id())
                        .setTaskQueue(Queues.CONTROL)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                        .setStaticSummary(String.join(", ", task.tables()))
                        .build());
        child.executeAsync(Void.class, new SwitchStart(task, tables, command.number()));
        try {
            child.getExecution().get();
        } catch (ChildWorkflowFailure anotherTableWasFirst) {
            return;
        }
    }

    void take(SwitchNews news) {
        var command = state.switching();
        if (command == null || command.number() != news.command()) {
            return;
        }
        heard = news;
        state.obstacles().set(Place.WORK, news.obstacle());
        state.showAttempt(news.at());
    }

    /** Wakes an abort that is blocked there. */
    void retry() {
        External.reached(() -> Workflow.newUntypedExternalWorkflowStub(id()).signal("retry"));
    }

    private SwitchNews.@Nullable End end(Command command) {
        return heard == null || heard.command() != command.number() ? null : heard.end();
    }

    private Command command() {
        return Objects.requireNonNull(state.switching(), "a table that is being switched has been asked to");
    }

    private String id() {
        return state.phase() == Phase.CUTTING_OVER
                ? CutoverWorkflow.id(state.table().migration())
                : RollbackWorkflow.id(state.table().migration());
    }

    private String type() {
        return state.phase() == Phase.CUTTING_OVER ? CutoverWorkflow.TYPE : RollbackWorkflow.TYPE;
    }
}
