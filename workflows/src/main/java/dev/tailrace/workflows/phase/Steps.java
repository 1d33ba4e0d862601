package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.backfill.Backfill;
import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.backfill.BarrierActivities.PassRef;
import dev.tailrace.workflows.backfill.BarrierActivities.QuarantineReplayRequest;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.AbortAnswer;
import dev.tailrace.workflows.table.TableActivities.Preparation;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.table.VerificationReport;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * What a table does in each phase. A step can be interrupted anywhere and begun again: what it has done is in the control
 * schema, and doing it again changes nothing.
 */
final class Steps {
    private final TableState state;
    private final CaptureLink capture;
    private final Attempts attempts;
    private final CatchUp catchUp;
    private final VerificationLink comparison;
    private @Nullable Backfill copy;

    Steps(TableState state, CaptureLink capture, int historyLimit) {
        this.state = state;
        this.capture = capture;
        attempts = new Attempts(state.obstacles, Place.WORK, state.scheduling, state.table.name());
        catchUp = new CatchUp(state, attempts);
        comparison = new VerificationLink(state, attempts, historyLimit);
    }

    /** The next step; returns once it is done. */
    void next() {
        stopComparison();
        Workflow.await(() -> state.aborting || state.controlWrites.settled() && !state.skipped);
        stopComparison();
        attempts.clear();
        if (state.aborting) {
            abort();
        } else if (state.newPassAsked) {
            beginPass();
        } else {
            work();
        }
    }

    /** It outlives the step that waited for it, but not the table's going elsewhere. */
    private void stopComparison() {
        if (state.aborting || state.newPassAsked || state.skipped) {
            comparison.stop();
        }
    }

    void take(VerificationReport report) {
        comparison.take(report);
    }

    /** Whether no activity of the step is out. */
    boolean quiet() {
        return attempts.quiet() && (copy == null || copy.quiet());
    }

    private void work() {
        switch (state.phase()) {
            case PLANNED -> {
                Workflow.await(() -> state.begun);
                state.move(Phase.PREPARING, "its turn");
            }
            case PREPARING -> prepare();
            case BACKFILLING -> backfill();
            case CATCHING_UP -> catchUp.run(this::lookAgainAtAll);
            case VERIFYING -> comparison.run();
            case READY -> ready();
            case ABORTED -> throw new IllegalStateException("Cannot go on: the table is aborted.");
        }
    }

    private void beginPass() {
        if (state.pass != null) {
            state.wantedPass = state.pass.passNumber() + 1;
        }
        state.pass = null;
        state.done.clear();
        state.token = null;
        state.caughtUpFrom = null;
        state.unresolved = false;
        // It was about rows that go now.
        state.verdict = null;
        state.verifyAsked = false;
        state.replay = 0;
        state.newPassAsked = false;
        state.obstacles.set(Place.CAPTURE, null);
        if (state.phase() != Phase.PREPARING) {
            state.move(Phase.PREPARING, "a new pass was asked for");
        }
    }

    private void prepare() {
        state.doing("checks both sides, sees that capture is on");
        var request = new Preparation(state.table, state.wantedPass);
        var activities = Workflow.newActivityStub(
                TableActivities.class, CallOptions.lengthy(state.table.name() + " · prepare pass " + state.wantedPass));
        while (state.pass == null) {
            switch (attempts.call(() -> activities.openPass(request), Prepared.Waiting::new)) {
                case Prepared.Open open -> {
                    attempts.clear();
                    state.pass = open;
                    state.wantedPass = open.passNumber();
                }
                case Prepared.Waiting waiting -> attempts.done(waiting.turn());
            }
        }
        capture.serve();
        state.move(Phase.BACKFILLING, "pass " + state.wantedPass + " is open, capture is on");
    }

    private void backfill() {
        var pass = state.openPass();
        state.doing("copies " + pass.segments() + " segments");
        copy = new Backfill(state.table, pass, state.done, state.scheduling, attempts);
        copy.run(() -> state.window == null ? pass.window() : state.window, this::copyHeld);
        state.doing("raises the barrier, purges");
        Turn barrier;
        do {
            barrier = attempts.call(() -> barrier("raise the barrier").raiseBarrier(pass(pass)), blocked -> blocked);
            if (barrier instanceof Turn.Yielded) {
                state.done.clear();
                return;
            }
        } while (!attempts.done(barrier));
        attempts.untilDone(() -> barrier("purge").purge(pass(pass)));
        attempts.untilDone(() -> barrier("look again at the copy's quarantine").replayQuarantine(lookAgain(pass, 0)));
        if (pass.indexes()) {
            state.doing("builds indexes");
            attempts.untilDone(() -> barrier("build indexes").buildIndexes(pass(pass)));
        }
        state.caughtUpFrom = Waits.now();
        state.move(Phase.CATCHING_UP, "the copy is done and purged");
    }

    private boolean copyHeld() {
        return state.copyPaused
                || state.givingWay
                || state.skipped
                || state.interrupted
                || !state.controlWrites.settled()
                || state.obstacles.blocked(Place.CAPTURE);
    }

    private void ready() {
        Workflow.await(() -> state.verifyAsked || state.replay != 0);
        lookAgainAtAll();
        state.verifyAsked = false;
        state.move(Phase.VERIFYING, "asked for");
    }

    private void lookAgainAtAll() {
        if (state.replay != 0) {
            state.doing("looks again at the quarantine");
            var pass = state.openPass();
            attempts.untilDone(
                    () -> barrier("look again at the quarantine").replayQuarantine(lookAgain(pass, state.replay)));
            state.replay = 0;
        }
    }

    private void abort() {
        state.doing("stops copy and capture, cleans up");
        capture.stop();
        var activities =
                Workflow.newActivityStub(TableActivities.class, CallOptions.lengthy(state.table.name() + " · abort"));
        AbortAnswer answer;
        do {
            answer = attempts.call(
                    () -> activities.cleanUpAfterAbort(state.table), blocked -> new AbortAnswer(blocked, ""));
        } while (!attempts.done(answer.turn()));
        state.left = answer.left();
        state.obstacles.set(Place.CAPTURE, null);
        state.move(Phase.ABORTED, "asked for");
    }

    private BarrierActivities barrier(String summary) {
        return Workflow.newActivityStub(
                BarrierActivities.class, CallOptions.lengthy(state.table.name() + " · " + summary));
    }

    private PassRef pass(Prepared.Open pass) {
        return new PassRef(state.table, pass.passId(), state.scheduling.next());
    }

    /** @param round 0 for the copy's; else the verb's number */
    private QuarantineReplayRequest lookAgain(Prepared.Open pass, long round) {
        return new QuarantineReplayRequest(state.table, pass.passId(), state.scheduling.next(), round != 0, round);
    }
}
