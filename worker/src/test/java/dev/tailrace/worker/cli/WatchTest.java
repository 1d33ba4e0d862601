package dev.tailrace.worker.cli;

import static dev.tailrace.worker.cli.Statuses.copying;
import static dev.tailrace.worker.cli.Statuses.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.migration.MigrationStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final MigrationStatus COPYING = Statuses.of("shop", copying("Orders"));
    private static final MigrationStatus READY = Statuses.of("shop", ready("Orders", "EQUAL", "t"));

    private final StringWriter out = new StringWriter();

    @Test
    void blockOnATerminalReplacesTheOneBefore() throws InterruptedException {
        watch(true, COPYING, READY).until(Outcome::settled);

        var height = StatusText.of(COPYING).lines().count();
        assertThat(out.toString())
                .startsWith(StatusText.of(COPYING))
                .contains("\u001b[" + height + "A\u001b[J" + StatusText.of(READY));
    }

    @Test
    void logGetsALinePerTableAtOnceAndAtTheEnd() throws InterruptedException {
        watch(false, COPYING, COPYING, READY).until(Outcome::settled);

        assertThat(out.toString().lines())
                .containsExactly(
                        "migration=shop table=Orders phase=BACKFILLING health=OK percent=71.2 itemsPerSecond=14900.0"
                                + " leftSeconds=3480-3960 unitsPerSecond=1962.0 scanned=128200 segments=142/200"
                                + " throttles=0 applied=381910 inexact=3 quarantined=0 lagSeconds=0.9"
                                + " heldBackBy=\"us: limit of 2,000 read units/s\"",
                        "migration=shop table=Orders phase=READY health=OK verdict=EQUAL");
    }

    @Test
    void serverThatIsAwayIsWaitedFor() throws InterruptedException {
        Supplier<MigrationStatus> away = () -> {
            throw new Failure(List.of(Problem.of(Code.W005, "Temporal at nowhere", "")));
        };
        var looks = List.of(away, () -> READY).iterator();

        new Watch(() -> looks.next().get(), new PrintWriter(out), StatusLines::of, false, Duration.ZERO)
                .until(Outcome::settled);

        assertThat(out.toString()).contains("TR-W005", "phase=READY");
    }

    @Test
    void otherTroubleEndsTheWatch() {
        var watch = new Watch(
                () -> {
                    throw new Failure(List.of(Problem.of(Code.W004, "migration shop", "")));
                },
                new PrintWriter(out),
                StatusLines::of,
                true,
                Duration.ZERO);

        assertThatThrownBy(() -> watch.until(status -> true)).isInstanceOf(Failure.class);
    }

    private Watch watch(boolean terminal, MigrationStatus... statuses) {
        Iterator<MigrationStatus> looks = List.of(statuses).iterator();
        return new Watch(looks::next, new PrintWriter(out), StatusLines::of, terminal, Duration.ZERO);
    }
}
