package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.ControlWrite;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.PhaseChange;
import dev.tailrace.workflows.table.TableActivities.QuarantineAcceptance;
import dev.tailrace.workflows.table.TableActivities.Steering;
import dev.tailrace.workflows.table.TableActivities.VerbRecord;
import dev.tailrace.workflows.table.TableActivities.VerdictApproval;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What has yet to be written to the control schema: in order, until it is, over any number of runs. */
final class ControlWrites {
    private final Deque<ControlWrite> waiting;

    ControlWrites(List<ControlWrite> waiting) {
        this.waiting = new ArrayDeque<>(waiting);
    }

    void move(PhaseChange change) {
        waiting.add(new ControlWrite.Move(change));
    }

    void steer(Steering steering) {
        waiting.add(new ControlWrite.Steer(steering));
    }

    void note(VerbRecord verb) {
        waiting.add(new ControlWrite.Note(verb));
    }

    void accept(QuarantineAcceptance acceptance) {
        waiting.add(new ControlWrite.Accept(acceptance));
    }

    void approve(VerdictApproval approval) {
        waiting.add(new ControlWrite.Approve(approval));
    }

    List<ControlWrite> waiting() {
        return List.copyOf(waiting);
    }

    /** Whether everything is written. */
    boolean settled() {
        return waiting.isEmpty();
    }

    /**
     * Writes until the scope is cancelled.
     *
     * @param steered called after running activities were told something
     * @param settled called when everything is written
     */
    void run(Attempts attempts, Runnable steered, Runnable settled) {
        while (true) {
            Workflow.await(() -> !waiting.isEmpty());
            var write = waiting.getFirst();
            attempts.untilDone(() -> write(write));
            waiting.removeFirst();
            if (write instanceof ControlWrite.Steer) {
                steered.run();
            }
            if (waiting.isEmpty()) {
                settled.run();
            }
        }
    }

    private static Turn write(ControlWrite write) {
        return switch (write) {
            case ControlWrite.Move move -> {
                var change = move.change();
                yield activities(change.table().name() + " · " + change.from() + " → " + change.to())
                        .recordPhase(change);
            }
            case ControlWrite.Steer steer ->
                activities(steer.steering().table().name() + " · steer").writeSettings(steer.steering());
            case ControlWrite.Note note ->
                activities(note.verb().table().name() + " · note " + note.verb().verb())
                        .recordVerb(note.verb());
            case ControlWrite.Accept accept ->
                activities(accept.acceptance().table().name() + " · accept the quarantine")
                        .acceptQuarantine(accept.acceptance());
            case ControlWrite.Approve approve ->
                activities(approve.approval().table().name() + " · approve a verdict")
                        .recordApproval(approve.approval());
        };
    }

    private static TableActivities activities(String summary) {
        return Workflow.newActivityStub(TableActivities.class, CallOptions.brief(summary));
    }
}
