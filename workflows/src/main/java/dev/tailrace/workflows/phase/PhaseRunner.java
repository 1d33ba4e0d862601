package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerificationReport;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.Obstacles.Place;
import io.temporal.workflow.Workflow;

/**
 * Decides what a table does next, and does it. A step can be interrupted anywhere and begun again: what it has done is in the
 * control schema, and doing it again changes nothing.
 */
final class PhaseRunner {
    private final TableState state;
    private final Attempts attempts;
    private final VerificationLink verification;
    private final PreparePhase prepare;
    private final BackfillPhase backfill;
    private final CatchUpPhase catchUp;
    private final VerifyPhase verify;
    private final ReadyPhase ready;
    private final AbortPhase abort;

    PhaseRunner(TableState state, CaptureLink capture, int historyLimit) {
        this.state = state;
        attempts = new Attempts(
                state.obstacles(), Place.WORK, state.scheduling(), state.table().name());
        verification = new VerificationLink(state, historyLimit);
        var replay = new RequestedReplay(state, attempts);
        var repair = new RequestedRepair(state, attempts);
        prepare = new PreparePhase(state, attempts, capture);
        backfill = new BackfillPhase(state, attempts);
        catchUp = new CatchUpPhase(state, attempts, replay, repair);
        verify = new VerifyPhase(state, attempts, verification);
        ready = new ReadyPhase(state, replay, repair);
        abort = new AbortPhase(state, attempts, capture);
    }

    /** The next step; returns once it is done. */
    void next() {
        stopVerification();
        Workflow.await(() -> state.isAborting()
                || state.controlWrites().settled() && !state.settings().skipped());
        stopVerification();
        attempts.clear();
        if (state.isAborting()) {
            abort.run();
        } else if (state.pass().successorRequested()) {
            state.beginPass();
        } else {
            run(state.phase());
        }
    }

    private void run(Phase phase) {
        switch (phase) {
            case PLANNED -> awaitTurn();
            case PREPARING -> prepare.run();
            case BACKFILLING -> backfill.run();
            case CATCHING_UP -> catchUp.run();
            case VERIFYING -> verify.run();
            case READY -> ready.run();
            case ABORTED -> throw new IllegalStateException("Cannot go on: the table is aborted.");
        }
    }

    private void awaitTurn() {
        Workflow.await(state::hasBegun);
        state.move(Phase.PREPARING, "its turn");
    }

    /** It outlives the step that waited for it, but not the table's going elsewhere. */
    private void stopVerification() {
        if (state.isAborting()
                || state.pass().successorRequested()
                || state.settings().skipped()) {
            verification.stop();
        }
    }

    void take(VerificationReport report) {
        verification.take(report);
    }

    /** Whether no activity of the step is out. */
    boolean quiet() {
        return attempts.quiet() && backfill.quiet();
    }
}
