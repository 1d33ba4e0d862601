package dev.tailrace.workflows.phase;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.Turn;

/** Has both sides compared, and goes where the verdict says. */
final class VerifyPhase {
    private final TableState state;
    private final Attempts attempts;
    private final VerificationLink verification;

    VerifyPhase(TableState state, Attempts attempts, VerificationLink verification) {
        this.state = state;
        this.attempts = attempts;
        this.verification = verification;
    }

    void run() {
        var pass = state.pass();
        state.doing("compares both sides");
        pass.verificationBegins();
        while (!attempts.done(turn())) {
            pass.verification().end();
        }
        var run = pass.verification().run();
        var heard = verification.heard();
        var verdict = heard == null ? null : heard.findings();
        pass.verification().end();
        if (verdict == null) {
            attempts.block(Problem.of(Code.X001, "the verification ended without a verdict", ""));
            return;
        }
        pass.judged(verdict);
        if (verdict.outcome() == VerdictOutcome.EQUAL) {
            state.move(Phase.READY, "run " + run + ": " + verdict.outcome());
        } else {
            pass.leaveUnresolved();
            state.move(Phase.CATCHING_UP, "run " + run + ": " + verdict.outcome());
        }
    }

    /** How the verification ended; or, stalled, why none could be started. */
    private Turn turn() {
        return attempts.call(verification::awaitEnd, blocked -> blocked);
    }
}
