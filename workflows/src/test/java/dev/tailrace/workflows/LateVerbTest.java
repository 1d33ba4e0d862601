package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.workflows.migration.Answer;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.Turn;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Stage;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a Temporal server does with an update that no worker was there for: it hands it on to the first that comes, however long ago
 * the caller has gone. So a verb says until when it is valid.
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

    private static void pauseWithoutAWorker(Migrating shop, Map<String, String> input) throws Exception {
        try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent =
                    CompletableFuture.supplyAsync(() -> shop.workflow().update("pause", Answer.class, input), caller);
            assertThatThrownBy(() -> sent.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            caller.shutdownNow();
        }
    }

    @Test
    void aVerbThatNoWorkerWasThereForIsRefusedWhenOneComesAndLeavesNoTrace() throws Exception {
        try (var stage = server()) {
            var shop = copying(stage);
            stage.killWorkers();
            pauseWithoutAWorker(
                    shop,
                    Map.of(
                            "validUntil",
                            Instant.now().plus(Duration.ofSeconds(2)).toString()));

            stage.startWorkers();
            shop.until("Orders", table -> table.progress() != null);
            stage.until(() -> shop.events("").count() > 0);
            var before = shop.status().seenAt();
            stage.until(() ->
                    shop.status().seenAt() != null && !shop.status().seenAt().equals(before));

            assertThat(shop.table("Orders").flags()).isEmpty();
            assertThat(shop.happened("")).doesNotContain(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED);
            assertThat(stage.world().verbs).isEmpty();
        }
    }

    /** Why it has to say so. Fails where Temporal has learnt to forget: then this can go. */
    @Test
    void oneThatDoesNotSayUntilWhenItIsValidTakesEffectThen() throws Exception {
        try (var stage = server()) {
            var shop = copying(stage);
            stage.killWorkers();
            pauseWithoutAWorker(shop, Map.of());

            stage.startWorkers();
            shop.until("Orders", table -> table.flags().contains("copy paused"));
        }
    }
}
