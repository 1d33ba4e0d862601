package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.migration.Health;
import dev.tailrace.workflows.migration.MigrationResult;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.Turn;
import dev.tailrace.workflows.migration.Verb;
import dev.tailrace.workflows.stage.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit is for an abort that has been seen to get no end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MigrationTest {
    @Test
    void aTableGoesThroughAllPhasesUntilItIsReady() {
        try (var stage = new Stage()) {
            var shop = stage.start("Orders");

            shop.until("Orders", table -> table.phase() == Phase.READY);

            assertThat(stage.world().path("Orders"))
                    .containsExactly("PREPARING", "BACKFILLING", "CATCHING_UP", "VERIFYING", "READY");
            assertThat(shop.status().health()).isEqualTo(Health.OK);
            assertThat(shop.status().headline()).isEqualTo("The table is ready.");
            assertThat(stage.script().calls("copySegment", "Orders")).isEqualTo(3);
        }
    }

    @Test
    void anAbortEndsTheMigrationAndSaysWhatIsLeft() {
        try (var stage = new Stage()) {
            var shop = stage.start("Orders", "AppData");
            shop.until("Orders", table -> table.phase() == Phase.READY);

            shop.verb(Verb.ABORT, "");

            var result = shop.workflow().getResult(MigrationResult.class);
            assertThat(result.tables())
                    .extracting(MigrationResult.Left::left)
                    .containsExactly(
                            "The rows of Orders stay at the target.", "The rows of AppData stay at the target.");
            assertThat(stage.world().path("Orders")).endsWith("ABORTED");
            assertThat(stage.world().verbs.values()).extracting("verb").containsOnly("abort");
        }
    }

    @Test
    void onlyEightTablesCopyAtOnce() {
        try (var stage = new Stage()) {
            var names = new String[] {"A", "B", "C", "D", "E", "F", "G", "H", "I"};
            for (var name : names) {
                stage.script().always("copySegment", name, new Turn.Yielded());
            }
            var shop = stage.start(names);

            shop.until("H", table -> table.phase() == Phase.BACKFILLING);
            stage.pass(Duration.ofSeconds(10));
            assertThat(shop.table("I").phase()).isEqualTo(Phase.PLANNED);
            assertThat(shop.table("I").flags()).containsExactly("waiting for its turn");

            stage.script().usual("copySegment", "A");
            shop.until("I", table -> table.phase() == Phase.BACKFILLING);
        }
    }
}
