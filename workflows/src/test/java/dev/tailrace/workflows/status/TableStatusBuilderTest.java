package dev.tailrace.workflows.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a table's status says of its pace: what holds the copy back, and that something stands still. */
class TableStatusBuilderTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Numbers BEGUN = Numbers.at(1_000);

    /** After looks at both, a minute apart. */
    private static TableStatus after(Numbers first, Numbers second) {
        return after(first, second, Duration.ofMinutes(1), copying(Phase.BACKFILLING, false));
    }

    private static TableStatus after(Numbers first, Numbers second, Duration apart, TableReport report) {
        var now = START.plus(apart);
        var pace = Pace.look(Pace.look(null, first.progress(), START), second.progress(), now);
        return new TableStatusBuilder("shop", report, second.progress(), pace, now).status();
    }

    private static TableReport copying(Phase phase, boolean paused) {
        return Report.of(phase, START).paused(paused, false).report();
    }

    @Test
    void aFreeCopyIsNotHeldBack() {
        assertThat(after(BEGUN, Numbers.at(7_000)).heldBackBy()).isEmpty();
    }

    @Test
    void theSourceIsNamedWhereItThrottled() {
        assertThat(after(BEGUN.throttled(5), Numbers.at(7_000).throttled(17)).heldBackBy())
                .containsExactly("the source: 12 reads throttled in the last minute");
        assertThat(after(BEGUN.throttled(17), Numbers.at(7_000).throttled(17)).heldBackBy())
                .isEmpty();
    }

    @Test
    void theTargetIsNamedWhereItWritesSlowly() {
        assertThat(after(BEGUN.writing(212), Numbers.at(7_000).writing(212)).heldBackBy())
                .containsExactly("the target: p95 write 212 ms > 200 ms for 60 s");
    }

    @Test
    void aBudgetThatIsUsedUpIsNamedRatherThanASlowTarget() {
        assertThat(after(
                                BEGUN.limited(50.0, 4),
                                Numbers.at(7_000).limited(50.0, 4).writing(300))
                        .heldBackBy())
                .containsExactly("us: limit of 50 read units/s");
        assertThat(after(BEGUN.limited(90.0, 4), Numbers.at(7_000).limited(90.0, 4))
                        .heldBackBy())
                .isEmpty();
    }

    @Test
    void aLimitOfAUnitIsNamedThoughAMinuteUsedLessAndEachBatchIsSlow() {
        assertThat(after(
                                BEGUN.limited(1.0, 4),
                                Numbers.at(1_060).limited(1.0, 4).writing(300))
                        .heldBackBy())
                .containsExactly("us: limit of 1 read units/s");
        assertThat(after(
                                BEGUN.limited(1.0, 4).writing(30_000),
                                Numbers.at(1_060).limited(1.0, 4).writing(30_000))
                        .heldBackBy())
                .containsExactly("the target: p95 write 30,000 ms > 200 ms for 60 s");
    }

    @Test
    void aNarrowedWindowAndAPauseAreNamed() {
        assertThat(after(BEGUN.limited(null, 1), Numbers.at(7_000).limited(null, 1))
                        .heldBackBy())
                .containsExactly("us: window of 1 segment, 4 were planned");
        assertThat(after(BEGUN, Numbers.at(7_000), Duration.ofMinutes(1), copying(Phase.BACKFILLING, true))
                        .heldBackBy())
                .containsExactly("us: paused by an operator");
    }

    @Test
    void theReasonIsAlsoInTheDetails() {
        var status = after(BEGUN.throttled(5), Numbers.at(7_000).throttled(17));

        assertThat(CurrentDetails.of(
                        new MigrationStatus(
                                "shop",
                                "It goes.",
                                Health.OK,
                                Phase.BACKFILLING,
                                "pg/app",
                                START,
                                START,
                                null,
                                null,
                                List.of(status),
                                null),
                        START))
                .contains("held back by the source: 12 reads throttled in the last minute");
    }

    @Test
    void aCopyThatStandsStillIsAnAlarmWhateverItsState() {
        var status = after(BEGUN, BEGUN, Duration.ofMinutes(6), copying(Phase.BACKFILLING, false));

        assertThat(status.health()).isEqualTo(Health.WARNING);
        assertThat(status.warning()).isEqualTo("The backfill has not moved since 2026-11-20 12:00Z.");
    }

    @Test
    void aPausedCopyMayStandStill() {
        assertThat(after(BEGUN, BEGUN, Duration.ofMinutes(6), copying(Phase.BACKFILLING, true))
                        .warning())
                .isNull();
    }

    @Test
    void aCaptureThatStandsStillIsAnAlarmInEveryPhase() {
        for (var phase : new Phase[] {Phase.BACKFILLING, Phase.CATCHING_UP, Phase.VERIFYING, Phase.READY}) {
            var status = after(
                    BEGUN.captured(9, 5),
                    Numbers.at(7_000).captured(9, 365),
                    Duration.ofMinutes(6),
                    copying(phase, false));

            assertThat(status.warning()).isEqualTo("Change capture has not moved since 2026-11-20 12:00Z.");
        }
    }

    @Test
    void aCaptureThatIsBehindButMovesIsNone() {
        assertThat(after(
                                BEGUN.captured(9, 300),
                                Numbers.at(7_000).captured(10, 365),
                                Duration.ofMinutes(6),
                                copying(Phase.BACKFILLING, false))
                        .warning())
                .isNull();
    }

    @Test
    void withoutNumbersNothingMoves() {
        var first = Pace.look(null, BEGUN.progress(), START);

        var status = new TableStatusBuilder(
                        "shop",
                        copying(Phase.BACKFILLING, false),
                        BEGUN.progress(),
                        first,
                        START.plus(Duration.ofMinutes(6)))
                .status();

        assertThat(status.health()).isEqualTo(Health.WARNING);
    }
}
