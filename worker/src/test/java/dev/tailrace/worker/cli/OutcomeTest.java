package dev.tailrace.worker.cli;

import static dev.tailrace.worker.cli.Statuses.blocked;
import static dev.tailrace.worker.cli.Statuses.copying;
import static dev.tailrace.worker.cli.Statuses.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.VerdictOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
    @Test
    void differenceCountsMoreThanAnythingElse() {
        var status = Statuses.of(
                "shop",
                blocked("A"),
                ready("B", VerdictOutcome.INCOMPLETE, Statuses.VERDICT_AT),
                ready("C", VerdictOutcome.DIFFERENT, Statuses.VERDICT_AT),
                ready("D", VerdictOutcome.EQUAL, Statuses.VERDICT_AT));

        assertThat(Outcome.exitCode(status)).isEqualTo(ExitCode.DIFFERENT);
    }

    @Test
    void incompleteVerdictIsNeverZero() {
        var status = Statuses.of(
                "shop",
                ready("A", VerdictOutcome.EQUAL, Statuses.VERDICT_AT),
                ready("B", VerdictOutcome.INCOMPLETE, Statuses.VERDICT_AT));

        assertThat(Outcome.exitCode(status)).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void blockedTableWaitsForAPerson() {
        assertThat(Outcome.exitCode(
                        Statuses.of("shop", blocked("A"), ready("B", VerdictOutcome.EQUAL, Statuses.VERDICT_AT))))
                .isEqualTo(ExitCode.WAITING);
    }

    @Test
    void whatFailedOrStallsOrLacksItemsIsNeverZero() {
        assertThat(Outcome.exitCode(Statuses.failed("shop"))).isEqualTo(ExitCode.USAGE);
        assertThat(Outcome.exitCode(Statuses.stalled("shop", ready("A", VerdictOutcome.EQUAL, "t"))))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(Outcome.exitCode(Statuses.of("shop", Statuses.lacking("A", 1))))
                .isEqualTo(ExitCode.INCOMPLETE);
        assertThat(Outcome.exitCode(Statuses.of("shop", Statuses.skipped("A")))).isEqualTo(ExitCode.WAITING);
    }

    @Test
    void whatWasAcceptedByNameLacksNothing() {
        assertThat(Outcome.exitCode(Statuses.of("shop", Statuses.excepted("A", 3, 3))))
                .isZero();
        assertThat(Outcome.exitCode(Statuses.of("shop", Statuses.excepted("A", 4, 0))))
                .isEqualTo(ExitCode.INCOMPLETE);
    }

    /** The table stays ready, and whoever asked for the check is told. */
    @Test
    void aCheckThatProvedNothingIsNotZeroForWhoAskedForIt() {
        var status = Statuses.of("shop", Statuses.checked("A", VerdictOutcome.INCOMPLETE));
        assertThat(Outcome.exitCode(status)).isZero();
        assertThat(Outcome.exitCodeOfChecks(status, "A"::equals)).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(Outcome.exitCodeOfChecks(status, "B"::equals)).isZero();
        assertThat(Outcome.exitCodeOfChecks(
                        Statuses.of("shop", Statuses.checked("A", VerdictOutcome.EQUAL)), "A"::equals))
                .isZero();
    }

    @Test
    void whatFailedAndWhatIsSkippedIsNotWaitedFor() {
        assertThat(Outcome.settled(Statuses.failed("shop"))).isTrue();
        assertThat(Outcome.settled(Statuses.of("shop", Statuses.skipped("A")))).isTrue();
        assertThat(Outcome.settled(Statuses.stalled("shop", ready("A", VerdictOutcome.EQUAL, "t"))))
                .isFalse();
    }

    @Test
    void settlesOnlyWhenEveryTableIsReadyOrNeedsAPerson() {
        assertThat(Outcome.settled(
                        Statuses.of("shop", blocked("A"), ready("B", VerdictOutcome.EQUAL, Statuses.VERDICT_AT))))
                .isTrue();
        assertThat(Outcome.settled(
                        Statuses.of("shop", copying("A"), ready("B", VerdictOutcome.EQUAL, Statuses.VERDICT_AT))))
                .isFalse();
        assertThat(Outcome.settled(Statuses.of("shop"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "F003, 2", "M008, 2", "W003, 2", "W001, 5", "S003, 6", "S009, 6", "S010, 2", "S011, 7", "T002, 6", "S002, 7",
        "T001, 7", "W005, 7", "W006, 7", "C010, 8", "Q001, 8", "V001, 3", "V002, 4", "X001, 1"
    })
    void everyAreaOfCodesHasItsExitCode(Code code, int exit) {
        assertThat(ExitCode.of(Problem.of(code, "", ""))).isEqualTo(exit);
    }
}
