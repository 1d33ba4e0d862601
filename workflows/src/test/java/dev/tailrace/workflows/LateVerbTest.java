package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.status.TableFlag;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.api.enums.v1.EventType;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a Temporal server does with an update that no worker was there for: it hands it on to the first that comes. So a verb says until
 * when it is valid.
 */
@Tag("stack")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LateVerbTest {
    private static Stage server() {
        var stage = Stage.onServer();
        Assumptions.assumeTrue(stage.isPresent(), "no temporal binary");
        return stage.get();
    }

    private static Migrating copying(Stage stage) {
        stage.script().always("copySegment", "Orders", new Turn.Yielded());
        var shop = stage.start("Orders");
        shop.until("Orders", table -> table.phase() == Phase.BACKFILLING);
        return shop;
    }

    /** Sent while no worker runs, and answered by the first worker that comes. */
    private static CompletableFuture<Answer> pauseBeforeAWorkerComes(
            Stage stage, Migrating shop, Map<String, String> input, ExecutorService caller) {
        stage.killWorkers();
        var sent = CompletableFuture.supplyAsync(() -> shop.workflow().update("pause", Answer.class, input), caller);
        assertThatThrownBy(() -> sent.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        stage.startWorkers();
        return sent;
    }

    @Test
    void aVerbThatComesAfterItsTimeIsRefusedAndLeavesNoTrace() {
        try (var stage = server();
                var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var shop = copying(stage);
            var until = Instant.now().plus(Duration.ofSeconds(2)).toString();
            var sent = pauseBeforeAWorkerComes(stage, shop, Map.of("validUntil", until), caller);

            assertThatThrownBy(() -> sent.get(60, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(ApplicationFailure.class)
                    .rootCause()
                    .hasMessageContaining("TR-W008: Cannot pause: it was valid until " + until);
            assertThat(shop.table("Orders").flags()).isEmpty();
            assertThat(shop.happened("")).doesNotContain(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED);
        }
    }

    @Test
    void oneThatDoesNotSayUntilWhenItIsValidIsTakenThen() throws Exception {
        try (var stage = server();
                var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var shop = copying(stage);

            var sent = pauseBeforeAWorkerComes(stage, shop, Map.of(), caller);

            assertThat(sent.get(60, TimeUnit.SECONDS).done()).startsWith("Pauses the backfill");
            shop.until("Orders", table -> table.flags().contains(TableFlag.BACKFILL_PAUSED));
        }
    }
}
