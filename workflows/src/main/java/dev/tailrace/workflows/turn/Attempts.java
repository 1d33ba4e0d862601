package dev.tailrace.workflows.turn;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.waiting.Backoff;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does one piece of work after the other at one place. A stall waits for some seconds, a block for {@link Obstacles#retry}.
 * Status shows both. Waiting ends with a {@link CanceledFailure} when the scope is cancelled.
 */
public final class Attempts {
    private static final Duration QUICK = Duration.ofSeconds(1);

    private final Obstacles obstacles;
    private final Obstacles.Place place;
    private final Scheduling scheduling;
    private final String subject;
    private final Backoff backoff = new Backoff();
    private final Backoff idling = new Backoff(QUICK, Duration.ofSeconds(15));
    private Instant began = Instant.EPOCH;
    private int calls;
    private boolean stalled;
    /** How often it had been asked to try again when the last call was made. */
    private int asked;

    /** @param subject what it is about, for timers' summaries, e.g. the table */
    public Attempts(Obstacles obstacles, Obstacles.Place place, Scheduling scheduling, String subject) {
        this.obstacles = obstacles;
        this.place = place;
        this.scheduling = scheduling;
        this.subject = subject;
    }

    /** Makes turns until one is done. */
    public void untilDone(Supplier<Turn> turn) {
        while (!done(call(turn, blocked -> blocked))) {
            // the next turn
        }
    }

    /**
     * Makes one call.
     *
     * @param refused makes the answer if the activity failed for good; that is a bug, so a person has to look
     */
    public <T> T call(Supplier<T> activity, Function<Turn.Blocked, T> refused) {
        began = Waits.now();
        asked = obstacles.retries();
        calls++;
        try {
            return activity.get();
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof CanceledFailure) {
                throw failure;
            }
            return refused.apply(new Turn.Blocked(bug(failure)));
        } finally {
            calls--;
        }
    }

    /** Whether no call is out. */
    public boolean quiet() {
        return calls == 0;
    }

    /** Takes a turn's outcome: shows the obstacle and waits for its end. @return whether the work is done */
    public boolean done(Turn turn) {
        return switch (turn) {
            case Turn.Done done -> {
                clear();
                yield true;
            }
            case Turn.Yielded yielded -> {
                clear();
                slowDown();
                yield false;
            }
            case Turn.Stalled stalled -> {
                stall(stalled.problem());
                yield false;
            }
            case Turn.Blocked blocked -> {
                block(blocked.problem());
                yield false;
            }
            case Turn.Superseded superseded -> {
                scheduling.raiseAbove(superseded.heldTerm());
                yield false;
            }
        };
    }

    /** A turn that yields at once, time and again, must not fill the history. */
    private void slowDown() {
        if (Duration.between(began, Waits.now()).compareTo(QUICK) < 0) {
            Waits.pause(idling.next(), subject + " · yielded at once");
        } else {
            idling.reset();
        }
    }

    /** Whether the last turn was stalled: the next should be brief, so that it is soon known whether the work goes on. */
    public boolean stalled() {
        return stalled;
    }

    /** There is no obstacle any more. */
    public void clear() {
        stalled = false;
        backoff.reset();
        obstacles.clear(place);
    }

    /** Shows a passing problem and waits some seconds, or until an operator says retry. */
    public void stall(Problem problem) {
        var seen = asked;
        stalled = true;
        obstacles.set(place, Obstacle.passing(problem));
        Waits.upTo(backoff.next(), subject + " · " + problem.code() + ", try again", () -> obstacles.retries() > seen);
    }

    /**
     * Shows a problem and waits until an operator says retry. It does not wait if that was said after the call began:
     * the operator has fixed what the call met, and need not ask twice.
     */
    public void block(Problem problem) {
        block(problem, asked);
    }

    /** The same of a call that was made when so many retries had been asked for. */
    public void block(Problem problem, int seen) {
        if (obstacles.retries() == seen) {
            obstacles.set(place, Obstacle.blocking(problem));
            Workflow.await(() -> obstacles.retries() > seen);
        }
        clear();
    }

    /** How often it was asked to try again. */
    public int retries() {
        return obstacles.retries();
    }

    /** Goes on after a run that ended with an obstacle: the next turn is to be brief, see {@link #stalled}. */
    public void resume() {
        stalled = obstacles.at(place) != null;
    }

    /** What to show if an activity failed for good. */
    public static Problem bug(TemporalFailure failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause instanceof TemporalFailure known ? known.getOriginalMessage() : cause.getMessage();
        return Problem.of(Code.X001, message == null ? cause.toString() : message, "an activity failed");
    }
}
