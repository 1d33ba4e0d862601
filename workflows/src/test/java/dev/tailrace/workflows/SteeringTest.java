package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.status.TableFlag;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the stack lane for its length. */
@Tag("stack")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SteeringTest {
    private static Migrating copying(Stage stage) {
        stage.script().always("copySegment", "Orders", new Turn.Yielded());
        var shop = stage.start("Orders");
        shop.until("Orders", table -> table.phase() == Phase.BACKFILLING && table.progress() != null);
        return shop;
    }

    @Test
    void aPausedCopySchedulesNothing() {
        try (var stage = new Stage()) {
            var shop = copying(stage);

            shop.verb(Verb.PAUSE, "");
            stage.until(() -> stage.world().steered.containsKey("Orders"));
            var calls = stage.script().calls("copySegment", "Orders");
            stage.pass(Duration.ofMinutes(3));

            assertThat(stage.script().calls("copySegment", "Orders")).isEqualTo(calls);
            assertThat(stage.world().steered.get("Orders").backfillPaused()).isTrue();
            assertThat(stage.world().steered.get("Orders").capturePaused()).isFalse();
            assertThat(shop.status().health()).isEqualTo(Health.PAUSED);
        }
    }

    @Test
    void pausingAllStopsCaptureAndShowsTheDeadline() {
        try (var stage = new Stage()) {
            stage.world().oldestUnreadSeconds = 3_600;
            var shop = copying(stage);

            shop.verb(Verb.PAUSE, "{\"scope\": \"all\", \"by\": \"ada\"}");
            stage.pass(Duration.ofSeconds(30));
            var calls = stage.script().calls("captureChanges", "Orders");
            stage.pass(Duration.ofMinutes(3));

            assertThat(stage.script().calls("captureChanges", "Orders")).isEqualTo(calls);
            var left = Duration.between(
                    shop.status().seenAt(), shop.table("Orders").deadline());
            assertThat(left).isBetween(Duration.ofHours(22), Duration.ofHours(24));
            assertThat(stage.world().verbs.values()).singleElement().satisfies(verb -> {
                assertThat(verb.actor()).isEqualTo("ada");
                assertThat(verb.input()).isEqualTo("{\"scope\":\"ALL\",\"by\":\"ada\"}");
            });

            stage.script().usual("copySegment", "Orders");
            shop.verb(Verb.RESUME, "");
            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void aVerbThatComesTooLateDoesNothing() {
        try (var stage = new Stage()) {
            var shop = copying(stage);
            assertThat(shop.refusal(Verb.PAUSE, "{\"validUntil\": \"2020-11-20T09:53:00Z\"}"))
                    .startsWith("TR-W008: Cannot pause: it was valid until 2020-11-20T09:53:00Z, and it is ");
            assertThat(shop.refusal(Verb.PAUSE, "{\"validUntil\": \"soon\"}"))
                    .isEqualTo(
                            "TR-W007: Cannot pause: validUntil is an instant such as 2026-11-20T09:53:00Z, not \"soon\".");
            assertThat(shop.table("Orders").flags()).isEmpty();

            shop.verb(Verb.PAUSE, "{\"validUntil\": \"2120-11-20T09:53:00Z\"}");
            assertThat(shop.table("Orders").flags()).containsExactly(TableFlag.BACKFILL_PAUSED);
        }
    }

    @Test
    void signalsPauseAndResumeTheFleet() {
        try (var stage = new Stage()) {
            var shop = copying(stage);

            shop.workflow().signal("pause");
            shop.until("Orders", table -> table.flags().contains(TableFlag.BACKFILL_PAUSED));
            shop.workflow().signal("pause");
            shop.workflow().signal("resume");
            shop.until("Orders", table -> table.flags().isEmpty());
            shop.workflow().signal("resume");
            stage.pass(Duration.ofSeconds(10));

            assertThat(shop.status().health()).isEqualTo(Health.OK);
        }
    }

    @Test
    void throttlingReachesTheActivitiesAndTheWindow() {
        try (var stage = new Stage()) {
            var shop = copying(stage);

            shop.verb(Verb.THROTTLE, "{\"unitsPerSecond\": 250.5, \"window\": 1}");

            stage.until(() -> stage.world().steered.containsKey("Orders"));
            assertThat(stage.world().steered.get("Orders").unitsPerSecond()).isEqualTo(250.5);
            assertThat(stage.world().steered.get("Orders").window()).isEqualTo(1);
        }
    }

    @Test
    void whenTheRetentionNearsTheCopyGivesWayUntilCaptureIsBack() {
        try (var stage = new Stage()) {
            var shop = copying(stage);

            stage.world().oldestUnreadSeconds = Duration.ofHours(13).toSeconds();
            shop.until("Orders", table -> table.health() == Health.WARNING);
            assertThat(shop.table("Orders").warning()).startsWith("The oldest unread stream record is 13 h old");
            assertThat(shop.table("Orders").flags()).isEmpty();

            stage.world().oldestUnreadSeconds = Duration.ofHours(19).toSeconds();
            shop.until("Orders", table -> table.flags().contains(TableFlag.GIVING_WAY));
            stage.until(() ->
                    Boolean.TRUE.equals(stage.world().steered.get("Orders").backfillPaused()));

            stage.world().oldestUnreadSeconds = 60;
            shop.until("Orders", table -> table.flags().isEmpty());
            stage.until(() ->
                    Boolean.FALSE.equals(stage.world().steered.get("Orders").backfillPaused()));
        }
    }

    @Test
    void withoutTokensItGoesOnOnceCaptureHasReadPastTheBarrier() {
        try (var stage = new Stage()) {
            stage.world().tokens = false;
            stage.world().oldestUnreadSeconds = 300;
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.CATCHING_UP);
            stage.pass(Duration.ofMinutes(2));
            assertThat(shop.table("Orders").phase()).isEqualTo(Phase.CATCHING_UP);

            stage.world().oldestUnreadSeconds = 1;

            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(stage.script().calls("sendToken", "Orders")).isZero();
        }
    }
}
