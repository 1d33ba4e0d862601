package dev.tailrace.workflows.cutover;

import dev.tailrace.workflows.cutover.CutoverActivities.AbortStep;
import dev.tailrace.workflows.cutover.CutoverActivities.Attempt;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptAnswer;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptRequest;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import dev.tailrace.workflows.cutover.CutoverActivities.Moved;
import dev.tailrace.workflows.table.SwitchNews;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.turn.Scheduling;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * An attempt from the moment at which all tables are free to its end. It ends as DONE or ABORTED in the control schema, whatever
 * this workflow lives through; where it is unknown which, the attempt's row is asked.
 */
final class Switching {
    /** Each table leaves what it does within a moment. */
    private static final Duration TO_ENTER = Duration.ofSeconds(20);

    /** What a gate has found is true for so long: who stopped an application then does not expect a switch hours later. */
    private static final Duration GATE_HOLDS = Duration.ofMinutes(2);

    private final SwitchStart start;
    private final Direction direction;
    private final SwitchDisplay display;
    private final Attempts attempts;
    private final Set<String> entered = new TreeSet<>();

    Switching(SwitchStart start, Direction direction) {
        this.start = start;
        this.direction = direction;
        display = new SwitchDisplay(start);
        attempts = new Attempts(display.obstacles(), Place.WORK, new Scheduling(Scheduling.NONE), word());
    }

    /** @param path takes the steps */
    void run(Consumer<SwitchSteps> path) {
        // A request to cancel the workflow must not leave an attempt half done.
        Workflow.newDetachedCancellationScope(() -> {
                    Async.procedure(display::run);
                    display.end(end(path));
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
    }

    void entered(SwitchEntry entry) {
        if (entry.command() == start.command()) {
            entered.add(entry.table());
            display.changed();
        }
    }

    void retry() {
        display.obstacles().retry();
    }

    /** Whatever is met, the attempt's row says how it ended: one of a workflow before this may be known to some tables already. */
    private SwitchNews.End end(Consumer<SwitchSteps> path) {
        display.step("waits until all tables are free");
        boolean free = Waits.upTo(TO_ENTER, word() + " · all tables are free", this::allEntered);
        display.step("begins");
        return switch (begin()) {
            case AttemptAnswer.Begun begun -> free ? pursue(begun.attempt(), path) : abort(begun.attempt(), notFree());
            case AttemptAnswer.Ended ended ->
                ended.state() == AttemptState.DONE ? done() : aborted("attempt " + ended.attempt().id() + " is over");
            case AttemptAnswer.Waiting waiting -> throw new IllegalStateException("Cannot go on: " + waiting.turn());
        };
    }

    private boolean allEntered() {
        return start.tables().stream().allMatch(table -> entered.contains(table.name()));
    }

    private String notFree() {
        return "these tables were busy: "
                + start.tables().stream()
                        .map(TableRef::name)
                        .filter(table -> !entered.contains(table))
                        .collect(Collectors.joining(", "));
    }

    /** Until it is known: an attempt that was begun, or found. */
    private AttemptAnswer begin() {
        var activities = Workflow.newActivityStub(CutoverActivities.class, CallOptions.step(word() + " · begin"));
        var request = new AttemptRequest(
                start.tables(),
                direction,
                start.command(),
                start.task().by(),
                start.task().pause().toMillis());
        while (true) {
            var answer = attempts.call(() -> activities.beginAttempt(request), AttemptAnswer.Waiting::new);
            if (!(answer instanceof AttemptAnswer.Waiting waiting)) {
                attempts.clear();
                return answer;
            }
            attempts.done(waiting.turn());
        }
    }

    private boolean gateHolds() {
        return Waits.now().isBefore(start.task().readAt().plus(GATE_HOLDS));
    }

    private SwitchNews.End pursue(Attempt attempt, Consumer<SwitchSteps> path) {
        display.begun(attempt.id(), Instant.parse(attempt.deadline()));
        if (!gateHolds()) {
            return abort(
                    attempt,
                    "the gate was read too long ago, at " + start.task().readAt());
        }
        var steps = new SwitchSteps(start, attempt, display);
        path.accept(steps);
        var failed = steps.failed();
        return failed == null ? done() : abort(attempt, failed);
    }

    /** Until it is known how the attempt ended: an abort that comes after the ownership has moved is answered so. */
    private SwitchNews.End abort(Attempt attempt, String reason) {
        display.step("aborts: " + reason);
        var activities = Workflow.newActivityStub(
                CutoverActivities.class, CallOptions.step("attempt " + attempt.id() + " · abort"));
        var request = new AbortStep(start.tables(), attempt.id(), reason);
        while (true) {
            var moved = attempts.call(
                    () -> activities.abortAttempt(request),
                    turn -> new Moved(AttemptState.OPEN, "", List.of(), null, turn));
            switch (moved.state()) {
                case DONE -> {
                    return done();
                }
                case ABORTED -> {
                    return aborted(reason);
                }
                case OPEN -> awaitNextAbort(attempt, moved.turn());
            }
        }
    }

    private void awaitNextAbort(Attempt attempt, Turn turn) {
        if (attempts.done(turn)) {
            Waits.pause(Duration.ofSeconds(1), "attempt " + attempt.id() + " · abort again");
        }
    }

    private static SwitchNews.End done() {
        return new SwitchNews.End(true, "", Waits.now());
    }

    private static SwitchNews.End aborted(String reason) {
        return new SwitchNews.End(false, reason, Waits.now());
    }

    private String word() {
        return direction == Direction.CUTOVER ? "cutover" : "rollback";
    }
}
