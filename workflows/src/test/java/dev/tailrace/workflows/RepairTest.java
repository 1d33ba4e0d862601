package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.repair.RepairActivities.RepairListing;
import dev.tailrace.workflows.stage.FakeWorld;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.stage.Verdicts;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.Turn;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A repair is listed first, done for the run that was listed, and followed by a verification. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RepairTest {
    @Test
    void withoutApplyItIsOnlySaidWhatWouldBeDone() {
        try (var stage = new Stage()) {
            var shop = different(stage);
            assertThat(shop.verb(Verb.REPAIR, "").done()).isEqualTo("""
                            Orders, run 77: 2 rows would be written as the source has them, 1 would go, 1 are no item's and go with deleteForeign.
                              1  missing in orders: write the row as the source has it
                            Nothing was done: apply: true does it.""");
            assertThat(stage.world().repairs).isEmpty();
            assertThat(stage.world().verbs).isEmpty();
            assertThat(shop.table("Orders").notes().repair()).isNull();
        }
    }

    @Test
    void whatWasListedIsRepairedAndVerifiedAsTheFileSays() {
        try (var stage = new Stage()) {
            var shop = different(stage);
            stage.script().next("repairRows", "Orders", new Turn.Yielded(), new Turn.Done());
            shop.verb(Verb.REPAIR, "{\"apply\": true, \"deleteForeign\": true, \"by\": \"ann\"}");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(stage.world().repairs).hasSize(2).allSatisfy(repair -> {
                assertThat(repair.run()).isEqualTo(FakeWorld.LISTED_RUN);
                assertThat(repair.passId()).isEqualTo(101);
                assertThat(repair.deleteForeign()).isTrue();
                assertThat(repair.by()).isEqualTo("ann");
                assertThat(repair.command())
                        .isEqualTo(stage.world().repairs.getFirst().command());
            });
            assertThat(stage.world().levels).hasSize(2);
            assertThat(shop.table("Orders").notes().repair()).isNull();
        }
    }

    @Test
    void aReadyTableIsVerifiedAgainAfterARepairOfAnEarlierRun() {
        try (var stage = new Stage()) {
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            var digest = Objects.requireNonNull(shop.table("Orders").verdict()).digest();
            shop.verb(Verb.REPAIR, "{\"run\": 5, \"apply\": true}");
            shop.until(
                    "Orders",
                    table -> table.phase() == Phase.READY
                            && !Objects.requireNonNull(table.verdict()).digest().equals(digest));
            assertThat(stage.world().repairs)
                    .singleElement()
                    .satisfies(repair -> assertThat(repair.run()).isEqualTo(5));
            assertThat(stage.world().path("Orders")).endsWith("READY", "VERIFYING", "READY");
        }
    }

    /** I6: for the keys that it named the verdict holds no more. */
    @Test
    void aVerdictIsVoidFromTheRepairUntilTheNextOne() {
        try (var stage = new Stage()) {
            var shop = different(stage);
            stage.script().always("repairRows", "Orders", new Turn.Yielded());
            shop.verb(Verb.REPAIR, "{\"apply\": true, \"by\": \"ann\"}");
            assertThat(Objects.requireNonNull(shop.table("Orders").notes().repair())
                            .by())
                    .isEqualTo("ann");
            stage.script().usual("repairRows", "Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(shop.table("Orders").notes().repair()).isNull();
        }
    }

    @Test
    void whereThereIsNothingToRepairOrItIsNotKnownTheVerbIsRefused() {
        try (var stage = new Stage()) {
            var shop = different(stage);
            stage.script()
                    .next(
                            "listRepairs",
                            "Orders",
                            new RepairListing(9, 0, 0, 0, 0, List.of(), null),
                            RepairListing.none(
                                    Problem.of(Code.V003, "table Orders: its pass has no verification 4", "")));
            assertThat(shop.refusal(Verb.REPAIR, "{\"apply\": true}"))
                    .isEqualTo("TR-W001: Cannot repair: Orders: run 9 found no difference.");
            assertThat(shop.refusal(Verb.REPAIR, "{\"run\": 4, \"apply\": true}"))
                    .isEqualTo("TR-V003: Cannot repair: table Orders: its pass has no verification 4.");
            assertThat(shop.refusal(Verb.REPAIR, "{\"run\": \"x\", \"apply\": 1, \"force\": true}"))
                    .isEqualTo(
                            "TR-W007: Cannot repair: unknown field \"force\" (it has: tables, run, apply, deleteForeign, by,"
                                    + " validUntil); run is the number of a verification, as the verdict has it; apply is true or false.");
            assertThat(stage.world().repairs).isEmpty();
        }
    }

    private static Migrating different(Stage stage) {
        stage.script().next("compareStores", "Orders", Verdicts.of(1, VerdictOutcome.DIFFERENT));
        var shop = stage.start("Orders");
        shop.until("Orders", table -> table.phase() == Phase.CATCHING_UP && table.obstacle() != null);
        return shop;
    }
}
