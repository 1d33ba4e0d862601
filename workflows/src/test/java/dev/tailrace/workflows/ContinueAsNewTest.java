package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.migration.MigrationResult;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.TableActivities.PhaseChange;
import dev.tailrace.workflows.migration.Turn;
import dev.tailrace.workflows.migration.Verb;
import dev.tailrace.workflows.stage.Stage;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContinueAsNewTest {
    private static final int FEW_EVENTS = 60;

    @Test
    void nothingIsLostOrDoneTwiceWhenEveryWorkflowContinuesAsNew() {
        try (var stage = new Stage()) {
            stage.world().segments = 40;
            var shop = stage.start("shop", FEW_EVENTS, "Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            stage.pass(Duration.ofMinutes(5));

            for (var id : List.of("shop", "shop/Orders", "shop/Orders/capture")) {
                assertThat(runBefore(stage, id)).as(id).isNotEmpty();
            }
            assertThat(stage.script().calls("copySegment", "Orders")).isEqualTo(40);
            assertThat(stage.world().path("Orders"))
                    .containsExactly("PREPARING", "BACKFILLING", "CATCHING_UP", "VERIFYING", "READY");
            assertThat(stage.world().moves.values())
                    .extracting(PhaseChange::seq)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void verbsAreTakenWhileRunsChange() {
        try (var stage = new Stage()) {
            stage.script().always("copySegment", "Orders", new Turn.Yielded());
            var shop = stage.start("shop", FEW_EVENTS, "Orders");
            shop.until("Orders", table -> table.phase() == Phase.BACKFILLING);
            var runs = new HashSet<String>();
            for (int round = 0; round < 8; round++) {
                shop.verb(Verb.THROTTLE, "{\"window\": " + (round + 1) + "}");
                shop.verb(Verb.PAUSE, "");
                stage.pass(Duration.ofSeconds(20));
                shop.verb(Verb.RESUME, "");
                runs.add(runs(shop.workflow("Orders")));
            }
            stage.until(() -> stage.world().verbs.size() == 24);
            stage.until(() -> Integer.valueOf(8)
                    .equals(stage.world().steered.get("Orders").window()));

            assertThat(runs).hasSizeGreaterThan(2);
            stage.script().usual("copySegment", "Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            shop.verb(Verb.ABORT, "");
            assertThat(shop.workflow().getResult(MigrationResult.class).tables())
                    .hasSize(1);
        }
    }

    private static String runBefore(Stage stage, String id) {
        return stage.client()
                .fetchHistory(id)
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getContinuedExecutionRunId();
    }

    private static String runs(WorkflowStub workflow) {
        return workflow.describe().getExecution().getRunId();
    }
}
