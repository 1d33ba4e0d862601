package dev.tailrace.workflows.phase;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.waiting.Backoff;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/** Waits after a verdict by which a table is not ready: for a person; or, if nothing is known to be wrong, for some time. */
final class UnresolvedVerdict {
    private final TableState state;
    private final Attempts attempts;
    /** A comparison reads the whole table: soon at first, then less and less often. */
    private final Backoff again = new Backoff(Duration.ofSeconds(15), Duration.ofHours(1));

    UnresolvedVerdict(TableState state, Attempts attempts) {
        this.state = state;
        this.attempts = attempts;
    }

    /** The next wait is a short one. */
    void reset() {
        again.reset();
    }

    void awaitSomethingNew() {
        var pass = state.pass();
        var verdict = Objects.requireNonNull(pass.verdict(), "a verdict is what waits");
        var seen = state.obstacles().retries();
        Supplier<Boolean> asked = () -> pass.verificationRequested()
                || pass.replayRequested()
                || pass.repair() != null
                || state.obstacles().retries() > seen;
        if (mayPass(verdict)) {
            state.obstacles().set(Place.WORK, Obstacle.passing(problem(verdict)));
            Waits.upTo(again.next(), state.table().name() + " · verify again", asked);
        } else {
            state.obstacles().set(Place.WORK, Obstacle.blocking(problem(verdict)));
            Workflow.await(asked);
        }
        attempts.clear();
    }

    /** What changed at every look may rest by the next one. */
    private static boolean mayPass(VerdictSummary verdict) {
        return verdict.outcome() != VerdictOutcome.DIFFERENT && verdict.quarantined() == 0;
    }

    private Problem problem(VerdictSummary verdict) {
        var limits = String.join("; ", verdict.limits());
        var what = "table " + state.table().name() + ": ";
        if (verdict.outcome() == VerdictOutcome.DIFFERENT) {
            var counts = verdict.missing() + " missing, " + verdict.extra() + " extra, " + verdict.different()
                    + " different";
            return Problem.of(Code.V001, what + counts, limits);
        }
        return verdict.quarantined() > 0
                ? Problem.of(Code.Q002, what + verdict.quarantined() + " items in quarantine", limits)
                : Problem.of(Code.V002, what + "nothing is known to be wrong, but not all was proven", limits);
    }
}
