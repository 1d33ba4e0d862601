package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.PhaseChange;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContinueAsNewTest {
    /** The in-process service loses signals to a workflow that changes runs just then; so runs are not all too short. */
    private static final int FEW_EVENTS = 150;

    private static final int SEGMENTS = 700;

    @Test
    void nothingIsLostOrDoneTwiceWhenEveryWorkflowContinuesAsNew() {
        try (var stage = new Stage()) {
            stage.world().segments = SEGMENTS;
            var shop = stage.start("shop", FEW_EVENTS, "Orders");

            shop.until("Orders", table -> table.phase() == Phase.READY);
            for (var id : List.of("shop", "shop/Orders", "shop/Orders/capture")) {
                stage.until(() -> !runBefore(stage, id).isEmpty());
            }

            assertThat(stage.world().copied)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, SEGMENTS).boxed().toList());
            assertThat(stage.world().path("Orders"))
                    .containsExactly("PREPARING", "BACKFILLING", "CATCHING_UP", "VERIFYING", "READY");
            assertThat(stage.world().moves.values())
                    .extracting(PhaseChange::seq)
                    .doesNotHaveDuplicates();
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
}
