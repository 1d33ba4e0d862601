package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.migration.MigrationResult;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.status.TableFlag;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit is for aborts: some have been seen to get no end. */
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

    /**
     * A table that ends before its turn came is not started again. Capture that is told to stop says so; cancelled it would end
     * without a word, and the abort would wait for that (of 30 runs 2 find this).
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anAbortThatComesWhileTablesBeginEndsThemAll(int begun) {
        var names = new String[] {"A", "B", "C", "D", "E", "F", "G", "H"};
        try (var stage = new Stage()) {
            var shop = stage.start(names);
            while (Stream.of(names)
                            .filter(name -> stage.script().calls("openPass", name) > 0)
                            .count()
                    < begun) {
                Thread.onSpinWait();
            }
            shop.verb(Verb.ABORT, "");

            shop.workflow().getResult(MigrationResult.class);

            assertThat(Stream.of(names).flatMap(name -> shop.happened("/" + name + "/capture")))
                    .doesNotContain(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
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
            assertThat(shop.table("I").flags()).containsExactly(TableFlag.WAITING_FOR_ITS_TURN);

            stage.script().usual("copySegment", "A");
            shop.until("I", table -> table.phase() == Phase.BACKFILLING);
        }
    }
}
