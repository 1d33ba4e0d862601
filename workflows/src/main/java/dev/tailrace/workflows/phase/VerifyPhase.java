package dev.tailrace.workflows.phase;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.table.VerificationOptions;
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
        var asked = pass.verificationBegins();
        while (!attempts.done(turn())) {
            pass.verification().end();
        }
        var run = pass.verification().run();
        var heard = verification.heard();
        var verdict = heard == null ? null : heard.findings();
        if (verdict == null) {
            pass.verification().end();
            attempts.block(Problem.of(Code.X001, "the verification ended without a verdict", ""));
            return;
        }
        pass.verification().conclude();
        var said = "run " + run + ": " + verdict.outcome();
        if (verdict.outcome() == VerdictOutcome.DIFFERENT
                || made(asked, verdict).provesAsMuchAs(pass.required())) {
            pass.judged(verdict);
            go(verdict.outcome().isReady(), said);
        } else {
            // What proves less than the file asks for neither makes a table ready nor takes that from it.
            pass.checked(verdict);
            go(pass.isProven(), said + ", level " + verdict.level().word() + ": the verdict before it stands");
        }
    }

    private void go(boolean ready, String reason) {
        if (!ready) {
            state.pass().leaveUnresolved();
        }
        state.move(ready ? Phase.READY : Phase.CATCHING_UP, reason);
    }

    /** One that an earlier workflow has begun may be of another level; what its sample proves is not known then. */
    private static VerificationOptions made(VerificationOptions asked, VerdictSummary verdict) {
        return asked.level() == verdict.level() ? asked : VerificationOptions.least(verdict.level());
    }

    /** How the verification ended; or, stalled, why none could be started. */
    private Turn turn() {
        return attempts.call(verification::awaitEnd, blocked -> blocked);
    }
}
