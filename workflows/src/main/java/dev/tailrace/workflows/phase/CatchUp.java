package dev.tailrace.workflows.phase;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.capture.TokenActivities;
import dev.tailrace.workflows.capture.TokenActivities.Pass;
import dev.tailrace.workflows.capture.TokenActivities.Sent;
import dev.tailrace.workflows.capture.TokenActivities.Sought;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.ProgressAnswer;
import dev.tailrace.workflows.table.TableActivities.ProgressRequest;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.waiting.Backoff;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From the barrier until capture has applied what was written before it; and the wait after a verdict that is not EQUAL. */
final class CatchUp {
    /** Stream records are stamped to the second. */
    private static final Duration STAMP = Duration.ofSeconds(2);

    private final TableState state;
    private final Attempts attempts;
    /** A comparison reads the whole table: soon at first, then ever more rarely. */
    private final Backoff again = new Backoff(Duration.ofSeconds(15), Duration.ofHours(1));

    private final Backoff poll = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(15));

    CatchUp(TableState state, Attempts attempts) {
        this.state = state;
        this.attempts = attempts;
    }

    /** @param lookAgain replays the quarantine if that was asked for */
    void run(Runnable lookAgain) {
        if (state.unresolved) {
            awaitSomethingNew();
            lookAgain.run();
            state.unresolved = false;
            state.verifyAsked = false;
            state.token = null;
            state.caughtUpFrom = Waits.now();
        } else {
            again.reset();
        }
        while (!hasCaughtUp()) {
            Waits.upTo(poll.next(), state.table.name() + " · catching up", () -> false);
            Workflow.await(() -> !state.obstacles.blocked(Place.CAPTURE) && !state.skipped);
        }
        state.token = null;
        state.move(Phase.VERIFYING, "capture has caught up");
    }

    /** A person; or, where nothing is known to be wrong, some time: what changed at every look may rest by then. */
    private void awaitSomethingNew() {
        var verdict = Objects.requireNonNull(state.verdict, "a verdict is what waits");
        var limits = String.join("; ", verdict.limits());
        boolean different = verdict.outcome() == VerdictOutcome.DIFFERENT;
        var problem = different
                ? Problem.of(
                        Code.V001,
                        "table " + state.table.name() + ": " + verdict.missing() + " missing, " + verdict.extra()
                                + " extra, " + verdict.different() + " different",
                        limits)
                : incomplete(limits, verdict.quarantined());
        boolean passes = !different && verdict.quarantined() == 0;
        var seen = state.obstacles.retries();
        state.obstacles.set(Place.WORK, passes ? Obstacle.passing(problem) : Obstacle.blocking(problem));
        Supplier<Boolean> asked = () -> state.verifyAsked || state.replay != 0 || state.obstacles.retries() > seen;
        if (passes) {
            Waits.upTo(again.next(), state.table.name() + " · verify again", asked);
        } else {
            Workflow.await(asked);
        }
        attempts.clear();
    }

    private Problem incomplete(String limits, long quarantined) {
        var what = "table " + state.table.name() + ": ";
        return quarantined > 0
                ? Problem.of(Code.Q002, what + quarantined + " items in quarantine", limits)
                : Problem.of(Code.V002, what + "nothing is known to be wrong, but not all was proven", limits);
    }

    private boolean hasCaughtUp() {
        return state.openPass().tokens() ? tokenArrived() : readPastTheBarrier();
    }

    private boolean tokenArrived() {
        var token = state.token == null ? send() : state.token;
        state.token = token;
        var arrival = attempts.call(
                () -> tokens("look for token " + token)
                        .seekToken(new Sought(state.table, state.openPass().passId(), token)),
                blocked -> new TokenActivities.Arrival(false, 0, blocked));
        attempts.done(arrival.turn());
        state.doing("waits for token " + token + " in " + arrival.waitingFor() + " lanes");
        return arrival.arrived();
    }

    private long send() {
        while (true) {
            var sent = attempts.call(
                    () -> tokens("send a token")
                            .sendToken(new Pass(state.table, state.openPass().passId())),
                    Sent.Waiting::new);
            switch (sent) {
                case Sent.Written written -> {
                    return written.number();
                }
                case Sent.Waiting waiting -> attempts.done(waiting.turn());
            }
        }
    }

    /** Without tokens: no record that capture may not have read is as old as the barrier. */
    private boolean readPastTheBarrier() {
        var progress = progress();
        if (progress == null) {
            return false;
        }
        var since = Objects.requireNonNullElse(state.caughtUpFrom, Instant.EPOCH);
        var unread = Duration.ofMillis((long) (progress.oldestUnreadSeconds() * 1_000))
                .plus(STAMP);
        state.doing("reads the stream up to the barrier");
        return Waits.now().minus(unread).isAfter(since);
    }

    private @Nullable TableProgress progress() {
        var activities = Workflow.newActivityStub(
                TableActivities.class, CallOptions.brief(state.table.name() + " · how far capture is"));
        var answer = attempts.call(
                () -> activities.readProgress(new ProgressRequest(List.of(state.table))),
                blocked -> new ProgressAnswer(List.of(), blocked.problem()));
        var problem = answer.problem();
        if (problem != null) {
            attempts.stall(problem);
            return null;
        }
        attempts.done(new Turn.Done());
        return answer.tables().isEmpty() ? null : answer.tables().getFirst();
    }

    private TokenActivities tokens(String summary) {
        return Workflow.newActivityStub(TokenActivities.class, CallOptions.brief(state.table.name() + " · " + summary));
    }
}
