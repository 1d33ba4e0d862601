package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.capture.TokenActivities;
import dev.tailrace.workflows.capture.TokenActivities.Arrival;
import dev.tailrace.workflows.capture.TokenActivities.Pass;
import dev.tailrace.workflows.capture.TokenActivities.Sent;
import dev.tailrace.workflows.capture.TokenActivities.Sought;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.ProgressAnswer;
import dev.tailrace.workflows.table.TableActivities.ProgressRequest;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out whether capture has applied what was written before the barrier: by a token (R13), or by the stream's age. */
final class CaptureProgress {
    /** Stream records are stamped to the second. */
    private static final Duration STAMP = Duration.ofSeconds(2);

    private final TableState state;
    private final Attempts attempts;

    CaptureProgress(TableState state, Attempts attempts) {
        this.state = state;
        this.attempts = attempts;
    }

    boolean hasCaughtUp() {
        return state.openPass().tokens() ? tokenArrived() : readPastTheBarrier();
    }

    private boolean tokenArrived() {
        var waited = state.pass().token();
        long token = waited == null ? send() : waited;
        state.pass().awaitToken(token);
        var sought = new Sought(state.table(), state.openPass().passId(), token);
        var arrival = attempts.call(() -> tokens("look for token " + token).seekToken(sought), Arrival::unknown);
        attempts.done(arrival.turn());
        state.doing("waits for token " + token + " in " + arrival.waitingFor() + " lanes");
        return arrival.arrived();
    }

    private long send() {
        var pass = new Pass(state.table(), state.openPass().passId());
        while (true) {
            var sent = attempts.call(() -> tokens("send a token").sendToken(pass), Sent.Waiting::new);
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
        var unread = Duration.ofMillis((long) (progress.oldestUnreadSeconds() * 1_000))
                .plus(STAMP);
        state.doing("reads the stream up to the barrier");
        return Waits.now().minus(unread).isAfter(state.pass().caughtUpFrom());
    }

    private @Nullable TableProgress progress() {
        var activities = Workflow.newActivityStub(
                TableActivities.class, CallOptions.brief(state.table().name() + " · how far capture is"));
        var answer = attempts.call(
                () -> activities.readProgress(new ProgressRequest(List.of(state.table()))),
                blocked -> ProgressAnswer.none(blocked.problem()));
        var problem = answer.problem();
        if (problem != null) {
            attempts.stall(problem);
            return null;
        }
        attempts.done(new Turn.Done());
        return answer.tables().isEmpty() ? null : answer.tables().getFirst();
    }

    private TokenActivities tokens(String summary) {
        return Workflow.newActivityStub(
                TokenActivities.class, CallOptions.brief(state.table().name() + " · " + summary));
    }
}
