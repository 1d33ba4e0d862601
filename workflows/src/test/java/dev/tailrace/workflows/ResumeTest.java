package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.status.TableFlag;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.PhaseChange;
import dev.tailrace.workflows.turn.Turn;
import org.junit.jupiter.api.Test;

class ResumeTest {
    @Test
    void aTerminatedMigrationStartedAgainAdoptsItsTables() {
        try (var stage = new Stage()) {
            stage.script().always("copySegment", "Orders", new Turn.Yielded());
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.BACKFILLING);

            shop.terminate("");
            shop = stage.start("Orders");

            shop.until("Orders", table -> table.phase() == Phase.BACKFILLING);
            assertThat(stage.world().path("Orders")).containsExactly("PREPARING", "BACKFILLING");
            shop.verb(Verb.PAUSE, "");
            assertThat(shop.table("Orders").flags()).containsExactly(TableFlag.BACKFILL_PAUSED);
            shop.verb(Verb.RESUME, "");
            stage.script().usual("copySegment", "Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void whenEveryWorkflowWasTerminatedItGoesOnFromTheControlSchema() {
        try (var stage = new Stage()) {
            stage.script().always("copySegment", "Orders", new Turn.Yielded());
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.BACKFILLING);

            shop.terminate();
            stage.script().usual("copySegment", "Orders");
            stage.world().heldTerm = 7L << 32 | 2;
            shop = stage.start("Orders");

            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(stage.world().passes).containsEntry("Orders", 1);
            assertThat(stage.world().schedulings).contains(8L, 9L, 10L);
            assertThat(stage.world().moves.values())
                    .extracting(PhaseChange::seq)
                    .doesNotHaveDuplicates();
            assertThat(stage.world().path("Orders"))
                    .containsExactly(
                            "PREPARING",
                            "BACKFILLING",
                            "PREPARING",
                            "BACKFILLING",
                            "CATCHING_UP",
                            "VERIFYING",
                            "READY");
        }
    }

    @Test
    void aTableWhoseWorkflowsWereTerminatedComesBackByAVerb() {
        try (var stage = new Stage()) {
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);

            shop.terminate("/Orders");
            shop.terminate("/Orders/capture");
            shop.verb(Verb.VERIFY, "");

            stage.until(() -> stage.world().path("Orders").stream()
                            .filter("READY"::equals)
                            .count()
                    >= 2);
        }
    }
}
