package dev.tailrace.workflows.cutover;

import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.cutover.CutoverActivities.Attempt;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import dev.tailrace.workflows.cutover.CutoverActivities.Drain;
import dev.tailrace.workflows.cutover.CutoverActivities.DrainStep;
import dev.tailrace.workflows.cutover.CutoverActivities.FenceStep;
import dev.tailrace.workflows.cutover.CutoverActivities.Moved;
import dev.tailrace.workflows.cutover.CutoverActivities.Step;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.waiting.Backoff;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of an attempt, one after the other, until one cannot be done by the deadline. No call is cancelled: one that is
 * not answered by the deadline is left behind, and asks the attempt's row before it changes anything.
 */
final class SwitchSteps {
    private final SwitchStart start;
    private final Attempt attempt;
    private final SwitchDisplay display;
    private @Nullable String failed;
    private @Nullable List<Long> numbers;

    SwitchSteps(SwitchStart start, Attempt attempt, SwitchDisplay display) {
        this.start = start;
        this.attempt = attempt;
        this.display = display;
    }

    /** Why the attempt is to be aborted; null if every step was done. */
    @Nullable
    String failed() {
        return failed;
    }

    /** Waits until nothing is left. */
    SwitchSteps drained(String words, BiFunction<CutoverActivities, Step, Drain> call) {
        return take(words, calls -> {
            var drain = call.apply(calls, step());
            return Answer.of(drain.turn(), drain.drained(), drain.waitingFor());
        });
    }

    /** The same of the source: each call is given the numbers that the one before answered, such as of the tokens that it sent. */
    SwitchSteps sourceDrained(String words, BiFunction<CutoverActivities, DrainStep, Drain> call) {
        numbers = null;
        return take(words, calls -> {
            var drain = call.apply(calls, new DrainStep(start.tables(), attempt.id(), numbers));
            numbers = drain.numbers() == null ? numbers : drain.numbers();
            return Answer.of(drain.turn(), drain.drained(), drain.waitingFor());
        });
    }

    SwitchSteps fenced(String words) {
        return take(words, calls -> {
            var fenced = calls.fenceTarget(
                    new FenceStep(start.tables(), attempt.id(), start.task().terminate()));
            return fenced.state() == AttemptState.OPEN
                    ? Answer.of(fenced.turn(), fenced.holders().isEmpty(), fenced.holders())
                    : Answer.over(fenced);
        });
    }

    SwitchSteps done(String words, BiFunction<CutoverActivities, Step, Turn> call) {
        return take(words, calls -> Answer.of(call.apply(calls, step()), true, ""));
    }

    /** Its outcome is unknown until it has answered; an abort finds out which it was. */
    SwitchSteps moved(String words, BiFunction<CutoverActivities, Step, Moved> call) {
        return take(words, calls -> {
            var moved = call.apply(calls, step());
            return moved.state() == AttemptState.ABORTED
                    ? Answer.over(moved)
                    : Answer.of(moved.turn(), moved.state() == AttemptState.DONE, moved.holders());
        });
    }

    private Step step() {
        return new Step(start.tables(), attempt.id());
    }

    private SwitchSteps take(String words, Function<CutoverActivities, Answer> call) {
        var poll = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(2));
        var activities = Workflow.newActivityStub(
                CutoverActivities.class, CallOptions.step("attempt " + attempt.id() + " · " + words));
        var detail = words;
        while (failed == null) {
            display.step(detail);
            var answer = inTime(() -> call.apply(activities));
            if (answer == null) {
                failed = "it was not done by the deadline: " + detail;
            } else if (answer.over() != null) {
                failed = answer.over();
            } else {
                display.obstacle(answer.obstacle());
                if (answer.done()) {
                    return this;
                }
                detail = answer.waitingFor().isEmpty() ? words : words + ": " + answer.waitingFor();
                display.step(detail);
                if (isLate()) {
                    failed = "it was not done by the deadline: " + detail;
                } else {
                    Waits.pause(poll.next(), "attempt " + attempt.id() + " · " + words);
                }
            }
        }
        return this;
    }

    /** Null where there is no answer by the deadline. */
    private @Nullable Answer inTime(Supplier<Answer> call) {
        var promise = Async.function(call::get);
        var left = Duration.between(Waits.now(), deadline());
        if (!left.isNegative()) {
            Waits.upTo(left, "attempt " + attempt.id() + " · deadline", promise::isCompleted);
        }
        if (!promise.isCompleted()) {
            return null;
        }
        var failure = promise.getFailure();
        return failure instanceof ActivityFailure bug
                ? Answer.of(new Turn.Blocked(Attempts.bug(bug)), false, "")
                : promise.get();
    }

    private boolean isLate() {
        return !Waits.now().isBefore(deadline());
    }

    private Instant deadline() {
        return Instant.parse(attempt.deadline());
    }

    /**
     * What a step answered.
     *
     * @param over why the attempt cannot go on; null if it can
     * @param obstacle a passing problem, null for none
     */
    private record Answer(
            boolean done,
            String waitingFor,
            @Nullable Problem obstacle,
            @Nullable String over) {
        static Answer of(Turn turn, boolean done, String waitingFor) {
            return switch (turn) {
                case Turn.Done finished -> new Answer(done, waitingFor, null, null);
                case Turn.Yielded yielded -> new Answer(false, waitingFor, null, null);
                case Turn.Superseded superseded -> new Answer(false, waitingFor, null, null);
                case Turn.Stalled stalled -> new Answer(false, stalled.problem().what(), stalled.problem(), null);
                // Nobody waits for a person while an application stands still.
                case Turn.Blocked blocked -> new Answer(false, "", null, sentence(blocked.problem()));
            };
        }

        static Answer over(Moved ended) {
            return new Answer(false, "", null, ended.holders().isEmpty() ? "the attempt is over" : ended.holders());
        }
    }

    /** A problem in a line. */
    static String sentence(Problem problem) {
        return problem.code() + ": " + problem.what() + (problem.why().isEmpty() ? "" : ": " + problem.why());
    }
}
