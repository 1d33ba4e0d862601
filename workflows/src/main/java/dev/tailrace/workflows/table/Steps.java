package dev.tailrace.workflows.table;

import dev.tailrace.workflows.backfill.Backfill;
import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.backfill.BarrierActivities.LookAgain;
import dev.tailrace.workflows.backfill.BarrierActivities.PassRef;
import dev.tailrace.workflows.migration.CallOptions;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.TableActivities;
import dev.tailrace.workflows.migration.TableActivities.AbortAnswer;
import dev.tailrace.workflows.migration.TableActivities.Preparation;
import dev.tailrace.workflows.migration.TableActivities.Prepared;
import dev.tailrace.workflows.migration.Turn;
import dev.tailrace.workflows.migration.VerificationReport;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * What a table does in each phase. A step can be interrupted anywhere and begun again: what it has done is in the control
 * schema, and doing it again changes nothing.
 */
final class Steps {
    private final TableState standing;
    private final CaptureLink capture;
    private final Attempts attempts;
    private final CatchUp catchUp;
    private final VerificationLink comparison;
    private @Nullable Backfill copy;

    Steps(TableState standing, CaptureLink capture, int historyLimit) {
        this.standing = standing;
        this.capture = capture;
        attempts = new Attempts(standing.obstacles, Place.WORK, standing.scheduling, standing.table.table());
        catchUp = new CatchUp(standing, attempts);
        comparison = new VerificationLink(standing, attempts, historyLimit);
    }

    /** The next step; returns once it is done. */
    void next() {
        stopComparison();
        Workflow.await(() -> standing.aborting || standing.errands.settled() && !standing.skipped);
        stopComparison();
        attempts.clear();
        if (standing.aborting) {
            abort();
        } else if (standing.newPassAsked) {
            beginPass();
        } else {
            work();
        }
    }

    /** It outlives the step that waited for it, but not the table's going elsewhere. */
    private void stopComparison() {
        if (standing.aborting || standing.newPassAsked || standing.skipped) {
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
        switch (standing.phase()) {
            case PLANNED -> {
                Workflow.await(() -> standing.begun);
                standing.move(Phase.PREPARING, "its turn");
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
        if (standing.pass != null) {
            standing.wantedPass = standing.pass.number() + 1;
        }
        standing.pass = null;
        standing.done.clear();
        standing.token = null;
        standing.caughtUpFrom = null;
        standing.unresolved = false;
        // It was about rows that go now.
        standing.verdict = null;
        standing.verifyAsked = false;
        standing.replay = 0;
        standing.newPassAsked = false;
        standing.obstacles.set(Place.CAPTURE, null);
        if (standing.phase() != Phase.PREPARING) {
            standing.move(Phase.PREPARING, "a new pass was asked for");
        }
    }

    private void prepare() {
        standing.doing("checks both sides, sees that capture is on");
        var request = new Preparation(standing.table, standing.wantedPass);
        var activities = Workflow.newActivityStub(
                TableActivities.class,
                CallOptions.lengthy(standing.table.table() + " · prepare pass " + standing.wantedPass));
        while (standing.pass == null) {
            switch (attempts.call(() -> activities.prepare(request), Prepared.Waiting::new)) {
                case Prepared.Open open -> {
                    attempts.clear();
                    standing.pass = open;
                    standing.wantedPass = open.number();
                }
                case Prepared.Waiting waiting -> attempts.done(waiting.turn());
            }
        }
        capture.serve();
        standing.move(Phase.BACKFILLING, "pass " + standing.wantedPass + " is open, capture is on");
    }

    private void backfill() {
        var pass = standing.openPass();
        standing.doing("copies " + pass.segments() + " segments");
        copy = new Backfill(standing.table, pass, standing.done, standing.scheduling, attempts);
        copy.run(() -> standing.window == null ? pass.window() : standing.window, this::copyHeld);
        standing.doing("raises the barrier, purges");
        Turn barrier;
        do {
            barrier = attempts.call(() -> barrier("raise the barrier").raiseBarrier(pass(pass)), blocked -> blocked);
            if (barrier instanceof Turn.Yielded) {
                standing.done.clear();
                return;
            }
        } while (!attempts.done(barrier));
        attempts.untilDone(() -> barrier("purge").purge(pass(pass)));
        attempts.untilDone(() -> barrier("look again at the copy's quarantine").lookAgain(lookAgain(pass, 0)));
        if (pass.indexes()) {
            standing.doing("builds indexes");
            attempts.untilDone(() -> barrier("build indexes").buildIndexes(pass(pass)));
        }
        standing.caughtUpFrom = Waits.now();
        standing.move(Phase.CATCHING_UP, "the copy is done and purged");
    }

    private boolean copyHeld() {
        return standing.copyPaused
                || standing.givingWay
                || standing.skipped
                || standing.interrupted
                || !standing.errands.settled()
                || standing.obstacles.blocked(Place.CAPTURE);
    }

    private void ready() {
        Workflow.await(() -> standing.verifyAsked || standing.replay != 0);
        lookAgainAtAll();
        standing.verifyAsked = false;
        standing.move(Phase.VERIFYING, "asked for");
    }

    private void lookAgainAtAll() {
        if (standing.replay != 0) {
            standing.doing("looks again at the quarantine");
            var pass = standing.openPass();
            attempts.untilDone(
                    () -> barrier("look again at the quarantine").lookAgain(lookAgain(pass, standing.replay)));
            standing.replay = 0;
        }
    }

    private void abort() {
        standing.doing("stops copy and capture, cleans up");
        capture.stop();
        var activities = Workflow.newActivityStub(
                TableActivities.class, CallOptions.lengthy(standing.table.table() + " · abort"));
        AbortAnswer answer;
        do {
            answer = attempts.call(() -> activities.abort(standing.table), blocked -> new AbortAnswer(blocked, ""));
        } while (!attempts.done(answer.turn()));
        standing.left = answer.left();
        standing.obstacles.set(Place.CAPTURE, null);
        standing.move(Phase.ABORTED, "asked for");
    }

    private BarrierActivities barrier(String summary) {
        return Workflow.newActivityStub(
                BarrierActivities.class, CallOptions.lengthy(standing.table.table() + " · " + summary));
    }

    private PassRef pass(Prepared.Open pass) {
        return new PassRef(standing.table, pass.pass(), standing.scheduling.next());
    }

    /** @param round 0 for the copy's; else the verb's number */
    private LookAgain lookAgain(Prepared.Open pass, long round) {
        return new LookAgain(standing.table, pass.pass(), standing.scheduling.next(), round != 0, round);
    }
}
