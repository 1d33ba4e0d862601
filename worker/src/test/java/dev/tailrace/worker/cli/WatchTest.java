package dev.tailrace.worker.cli;

import static dev.tailrace.worker.cli.Statuses.copying;
import static dev.tailrace.worker.cli.Statuses.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.table.VerdictOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final MigrationStatus COPYING = Statuses.of("shop", copying("Orders"));
    private static final MigrationStatus READY =
            Statuses.of("shop", ready("Orders", VerdictOutcome.EQUAL, Statuses.VERDICT_AT));

    private final StringWriter out = new StringWriter();

    /** A block is the headline, so that none depends on the clock. */
    private static final Watch.Look VIEW = new Watch.Look() {
        @Override
        public String status(MigrationStatus status) {
            return status.phase() + "\n" + status.tables().getFirst().phase();
        }

        @Override
        public String problems(List<Problem> problems) {
            return problems.getFirst().code();
        }
    };

    private static final Supplier<MigrationStatus> AWAY = () -> {
        throw new Failure(List.of(Problem.of(Code.W005, "Temporal at nowhere", "")));
    };

    @Test
    void blockOnATerminalReplacesTheOneBefore() throws InterruptedException {
        watch(true, () -> COPYING, () -> READY).until(Outcome::settled);

        assertThat(out.toString()).isEqualTo("BACKFILLING\nBACKFILLING\n\u001b[2A\u001b[JBACKFILLING\nREADY\n");
    }

    @Test
    void logGetsALookAtOnceAndAtTheEnd() throws InterruptedException {
        watch(false, () -> COPYING, () -> COPYING, () -> READY).until(Outcome::settled);

        assertThat(out.toString()).isEqualTo("BACKFILLING\nBACKFILLING\nBACKFILLING\nREADY\n");
    }

    @Test
    void lineHasItsTimeAndTheAgeOfItsNumbers() {
        assertThat(StatusLines.of(COPYING, Statuses.NOON.plusMillis(20_500)))
                .isEqualTo(
                        "at=2026-11-20T12:00:20Z migration=shop table=Orders phase=BACKFILLING health=OK ageSeconds=20"
                                + " progressPercent=71.2 itemsPerSecond=14900.0"
                                + " leftSeconds=3480-3960 unitsPerSecond=1962.0 scanned=128200 segments=142/200"
                                + " throttles=0 applied=381910 skipped=200 inexact=3 quarantined=0 lagSeconds=0.9"
                                + " heldBackBy=\"us: limit of 2,000 read units/s\"");
        assertThat(StatusLines.of(COPYING, Statuses.NOON.plusSeconds(600)))
                .contains("ageSeconds=600", "lagSeconds=600.9");
        assertThat(StatusLines.of(READY, Statuses.NOON)).endsWith("verdict=EQUAL verdictAt=" + Statuses.VERDICT_AT);
        assertThat(StatusLines.of(List.of(Problem.of(Code.W005, "Temporal at nowhere", "gone")), Statuses.NOON))
                .isEqualTo("at=2026-11-20T12:00:00Z problem=TR-W005 what=\"Temporal at nowhere\" why=\"gone\"");
    }

    @Test
    void serverThatIsAwayIsWaitedForAndALogHearsOfItOnce() throws InterruptedException {
        watch(false, () -> COPYING, AWAY, AWAY, AWAY, () -> COPYING, () -> READY)
                .until(Outcome::settled);

        assertThat(out.toString().lines())
                .containsExactly(
                        "BACKFILLING", "BACKFILLING", "TR-W005", "BACKFILLING", "BACKFILLING", "BACKFILLING", "READY");
    }

    @Test
    void otherTroubleEndsTheWatch() {
        var watch = new Watch(
                () -> {
                    throw new Failure(List.of(Problem.of(Code.W004, "migration shop", "")));
                },
                new PrintWriter(out),
                VIEW,
                true,
                Duration.ZERO);

        assertThatThrownBy(() -> watch.until(status -> true)).isInstanceOf(Failure.class);
    }

    @SafeVarargs
    private Watch watch(boolean terminal, Supplier<MigrationStatus>... looks) {
        var next = List.of(looks).iterator();
        return new Watch(() -> next.next().get(), new PrintWriter(out), VIEW, terminal, Duration.ZERO);
    }
}
