package dev.tailrace.workflows.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.turn.Obstacle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurrentDetailsTest {
    private static final RegistrationState ACCEPTED = new RegistrationState(true, false, null);

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Obstacle GAP = Obstacle.blocking(
            Problem.of(Code.C010, "table Orders, shard …0021: oldest record 02:11Z", "the copy waited 27 h"));

    private static TableReport copying(String table, Obstacle obstacle) {
        return copying(table, obstacle, false);
    }

    private static TableReport copying(String table, Obstacle obstacle, boolean paused) {
        return Report.of(Phase.BACKFILLING, NOW)
                .table(table)
                .obstacle(obstacle)
                .paused(paused, paused)
                .doing("copies 10 segments")
                .report();
    }

    private static String details(List<TableReport> reports) {
        var assembler = new StatusAssembler("shop", NOW, Map.of());
        return CurrentDetails.of(assembler.status("localhost/app", ACCEPTED, reports, NOW), NOW);
    }

    @Test
    void theyTellWhatStandsInTheWayAndTheNextCommand() {
        assertThat(details(List.of(copying("Orders", GAP), copying("App|Data", null))))
                .startsWith("**BLOCKED** · Blocked: Orders; 0 of 2 tables ready.")
                .contains(
                        "| Orders | BACKFILLING |",
                        "App\\|Data",
                        GAP.ofMigration("shop", "Orders").problem().describe())
                .contains("tailrace retry shop --table Orders --from backfill (empties")
                .doesNotContain("Next:");
    }

    @Test
    void aPausedTableSaysThatItIsPausedAndNoMore() {
        assertThat(details(List.of(copying("Orders", null, true))))
                .contains(
                        "| Orders | BACKFILLING | – | – | – | – | – | PAUSED · backfill paused, capture paused · has to go on by"
                                + " 2026-11-21 12:00Z |");
    }

    @Test
    void aReadyTableThatIsBlockedIsNotCountedAsReady() {
        var report = Report.of(Phase.READY, NOW).obstacle(GAP).report();

        assertThat(details(List.of(report))).startsWith("**BLOCKED** · Blocked: Orders; 0 of 1 table ready.");
    }

    private static TableReport ready(int passNumber, VerdictSummary verdict) {
        return Report.of(Phase.READY, NOW)
                .passNumber(passNumber)
                .verdict(verdict)
                .report();
    }

    @Test
    void theyHaveTheVerdictItsTimeAndWhenTheNumbersWereRead() {
        var assembler = new StatusAssembler("shop", NOW, Map.of());
        assembler.see(new TableActivities.ProgressAnswer(List.of(Numbers.of(2, 100, 100, 10)), null, null), NOW);
        var equal = new VerdictSummary(
                VerificationLevel.FULL,
                VerdictOutcome.EQUAL,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                "2026-11-20T11:38:07Z",
                List.of(),
                "");
        var status = assembler.status("", ACCEPTED, List.of(ready(2, equal)), NOW);

        assertThat(CurrentDetails.of(status, NOW))
                .contains("Numbers as of 2026-11-20 12:00:00Z.\n", "| EQUAL 2026-11-20 11:38Z |");
        assertThat(CurrentDetails.of(status, NOW.plusSeconds(120)))
                .contains("Numbers as of 2026-11-20 12:00:00Z: no worker could read newer ones.");
    }

    @Test
    void numbersOfAnotherPassAreNotShown() {
        var assembler = new StatusAssembler("shop", NOW, Map.of());
        assembler.see(new TableActivities.ProgressAnswer(List.of(Numbers.of(1, 100, 100, 10)), null, null), NOW);

        assertThat(assembler
                        .status("", ACCEPTED, List.of(ready(2, null)), NOW)
                        .tables()
                        .getFirst()
                        .progress())
                .isNull();
        assertThat(assembler
                        .quarantine(List.of(ready(2, null)))
                        .tables()
                        .getFirst()
                        .total())
                .isZero();
    }

    @Test
    void theyFitHoweverManyTablesThereAre() {
        var reports = IntStream.range(0, 500)
                .mapToObj(number -> copying("a_table_with_a_rather_long_name_" + number, GAP))
                .toList();

        var details = details(reports);

        assertThat(details.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4_096);
        assertThat(details).contains("more: query `status`");
    }

    @Test
    void theProblemsOfManyTablesAreLeftToTheQuery() {
        var reports = IntStream.range(0, 20)
                .mapToObj(number -> copying("t" + number, GAP))
                .toList();

        assertThat(details(reports).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4_096);
    }

    @Test
    void aShareNeverPassesAHundred() {
        var assembler = new StatusAssembler("shop", NOW, Map.of());
        assembler.see(new TableActivities.ProgressAnswer(List.of(Numbers.of(1, 100, 250, 3)), null, null), NOW);

        var status = assembler.status("", ACCEPTED, List.of(copying("Orders", null)), NOW);

        assertThat(status.tables().getFirst().progressPercent()).isEqualTo(100.0);
    }
}
