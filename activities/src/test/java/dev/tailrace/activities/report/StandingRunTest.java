package dev.tailrace.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Balance.Side;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.VerdictText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On which run a table stands, and whether a stored verdict is believed. */
class StandingRunTest {
    private static final Side ROWS = new Side(10, 10, 0, 0, 0, 0, 0);

    @Test
    void theNewestRunOfTheNewestPassThatSawEveryRowCounts() {
        assertThat(standing(
                        run(2, 5, VerificationLevel.FULL, VerdictOutcome.EQUAL),
                        run(2, 4, VerificationLevel.FULL, VerdictOutcome.DIFFERENT),
                        run(1, 9, VerificationLevel.FULL, VerdictOutcome.DIFFERENT)))
                .isEqualTo(5);
        assertThat(standing(run(1, 9, VerificationLevel.FULL, VerdictOutcome.EQUAL)))
                .isEqualTo(-1);
    }

    @Test
    void aPartThatWasLookedAtLaterCanFindSomethingAndProvesNothingMore() {
        var full = run(2, 5, VerificationLevel.FULL, VerdictOutcome.DIFFERENT);
        assertThat(standing(run(2, 6, VerificationLevel.SAMPLE, VerdictOutcome.EQUAL), full))
                .isEqualTo(5);
        assertThat(standing(run(2, 6, VerificationLevel.COUNT, VerdictOutcome.EQUAL), full))
                .isEqualTo(5);
        assertThat(standing(run(2, 6, VerificationLevel.TOUCHED, VerdictOutcome.EQUAL), full))
                .isEqualTo(6);
        assertThat(standing(
                        run(2, 7, VerificationLevel.SAMPLE, VerdictOutcome.EQUAL),
                        run(2, 6, VerificationLevel.SAMPLE, VerdictOutcome.DIFFERENT),
                        run(2, 5, VerificationLevel.FULL, VerdictOutcome.EQUAL),
                        run(2, 4, VerificationLevel.SAMPLE, VerdictOutcome.DIFFERENT)))
                .isEqualTo(6);
    }

    @Test
    void withoutAFullOneTheNewestCountsUnlessOneFoundADifference() {
        var sample = run(2, 6, VerificationLevel.SAMPLE, VerdictOutcome.EQUAL);
        assertThat(standing(sample)).isEqualTo(6);
        assertThat(standing(sample, run(2, 5, VerificationLevel.COUNT, VerdictOutcome.DIFFERENT)))
                .isEqualTo(5);
    }

    @Test
    void aVerdictThatWasEditedIsNotBelieved() {
        var verdict = SampleVerdicts.full(7, VerdictOutcome.EQUAL, Confirmed.NOTHING, ROWS, ROWS);
        var text = VerdictText.write(verdict);

        assertThat(stored("EQUAL", text).trouble()).isNull();
        assertThat(stored("EQUAL", text).outcome()).isEqualTo(VerdictOutcome.EQUAL);
        for (var wrong : List.of(
                stored("EQUAL", text.replace("\"missing\":0", "\"missing\":1")),
                stored("EQUAL", text.replace("{\"balance\"", "{ \"balance\"")),
                stored("EQUAL", text.replace(verdict.digest(), "0".repeat(64))),
                stored("EXCEPTED", text),
                stored("EQUAL", "{}"),
                StoredRun.of(1, 1, 7, Sample.BEGIN, "FULL", "EQUAL", text, "shard/1 17\n"))) {
            assertThat(wrong.trouble()).isNotNull();
            assertThat(wrong.outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
            assertThat(wrong.proof()).isEmpty();
        }
        assertThat(stored("DIFFERENT", text).outcome())
                .as("what was found to be wrong is not unsaid")
                .isEqualTo(VerdictOutcome.DIFFERENT);
    }

    @Test
    void aBalanceThatDoesNotAddUpProvesNothing() {
        var verdict =
                SampleVerdicts.full(7, VerdictOutcome.EQUAL, Confirmed.NOTHING, ROWS, new Side(11, 10, 0, 0, 0, 0, 0));

        assertThat(stored("EQUAL", VerdictText.write(verdict)).trouble()).contains("does not add up");
    }

    @Test
    void evidenceInDoubtMakesNothingEqual() {
        var good = Sample.model().tables().stream()
                .filter(table -> table.outcome() == VerdictOutcome.EQUAL)
                .toList();
        var whole = new ReportModel.Trail(1, "", null, List.of());
        var broken = new ReportModel.Trail(1, "", "Event 1 was changed.", List.of());

        assertThat(new Conclusions("shop", good, List.of(), whole).conclusion().outcome())
                .isEqualTo(VerdictOutcome.EQUAL);
        var doubted = new Conclusions("shop", good, List.of(), broken).conclusion();
        assertThat(doubted.outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(doubted.alarms()).singleElement().asString().contains("Event 1 was changed.");
        assertThat(new Conclusions("shop", List.of(), List.of(), whole)
                        .conclusion()
                        .outcome())
                .isEqualTo(VerdictOutcome.INCOMPLETE);
    }

    @Test
    void rowsThatAreWrongAreCountedOnlyWhereVerdictsNameThem() {
        var trail = new ReportModel.Trail(1, "", null, List.of());
        var different = Sample.model().tables().stream()
                .filter(table -> table.outcome() == VerdictOutcome.DIFFERENT)
                .toList();
        assertThat(new Conclusions("shop", different, List.of(), trail)
                        .conclusion()
                        .sentence())
                .isEqualTo("4 rows at the target are wrong, in 1 of 1 table.");

        var counted = run(2, 7, VerificationLevel.COUNT, VerdictOutcome.DIFFERENT);
        var doubted =
                run(2, 7, VerificationLevel.FULL, VerdictOutcome.DIFFERENT).doubted("it was edited.");
        for (var run : List.of(counted, doubted)) {
            var table = on(different.getFirst(), run.standing());
            assertThat(new Conclusions("shop", List.of(table), List.of(), trail)
                            .conclusion()
                            .sentence())
                    .isEqualTo("Source and target differ, in 1 of 1 table.");
        }
    }

    /** The table as it is if it stands on that run. */
    private static ReportedTable on(ReportedTable table, ReportedRun run) {
        return new ReportedTable(
                table.name(),
                table.phase(),
                run.outcome(),
                table.sentence(),
                List.of(run),
                table.passes(),
                table.targets(),
                table.quarantine(),
                table.differences(),
                table.repairs(),
                table.phases(),
                table.lag());
    }

    private static ReportedRun stored(String outcome, String text) {
        return StoredRun.of(1, 1, 7, Sample.BEGIN, "FULL", outcome, text, SampleVerdicts.POSITIONS);
    }

    private static ReportedRun run(int pass, long number, VerificationLevel level, VerdictOutcome outcome) {
        return SampleVerdicts.run(
                pass, SampleVerdicts.verdict(number, level, outcome, Confirmed.NOTHING, ROWS, ROWS, "", null), false);
    }

    /** Of pass 2. -1: none */
    private static long standing(ReportedRun... runs) {
        return StandingRun.marked(List.of(runs), 2).stream()
                .filter(ReportedRun::stands)
                .mapToLong(ReportedRun::run)
                .findFirst()
                .orElse(-1);
    }
}
