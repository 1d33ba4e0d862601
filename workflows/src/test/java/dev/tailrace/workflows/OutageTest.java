package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.VerificationActivities.Verified;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Histories stay short and nothing is begun again, however long something is in the way of a comparison. */
@Tag("stack")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutageTest {
    /** Temporal's own suggestion comes at 4,096 events, which the in-process service does not make. */
    private static final int LIMIT = 200;

    /** As many runs at this limit as two days fill at Temporal's. */
    private static final int HOURS = 3;

    private static final Problem UNREACHABLE = Problem.of(Code.T001, "Postgres at localhost", "connection refused");
    private static final Verified STALLED = Verified.waiting(new Turn.Stalled(UNREACHABLE));

    private static Migrating comparing(Stage stage, int limit) {
        stage.script().always("compareStores", "Orders", STALLED);
        var shop = stage.start("shop", limit, "Orders");
        shop.until("Orders", table -> table.phase() == Phase.VERIFYING && table.health() == Health.STALLED);
        return shop;
    }

    @Test
    void aLongOutageWhileBothSidesAreComparedFillsNoHistory() {
        try (var stage = new Stage()) {
            var shop = comparing(stage, LIMIT);
            // Its turns are the same in every phase, and would only take the test's time.
            shop.verb(Verb.PAUSE, "{\"scope\": \"all\"}");

            for (int hour = 0; hour < HOURS; hour++) {
                stage.pass(Duration.ofHours(1));
            }

            for (var below : List.of("", "/Orders", "/Orders/capture", "/Orders/verification")) {
                var lengths = shop.runs(below).stream().map(List::size).toList();
                assertThat(lengths).as("events of the runs of shop" + below).allMatch(events -> events < 2 * LIMIT);
            }
            assertThat(shop.runs("/Orders/verification")).as("runs").hasSizeGreaterThan(3);
            var told = shop.runs("/Orders").stream()
                    .flatMap(List::stream)
                    .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
                    .filter(event -> event.getWorkflowExecutionSignaledEventAttributes()
                            .getSignalName()
                            .equals("verificationReported"));
            // It is asked every ten minutes.
            assertThat(told.count()).as("what the table was told").isLessThan(HOURS * 6 + 10);
            assertThat(stage.world().verifications.stream().distinct())
                    .as("comparisons")
                    .hasSize(1);
            assertThat(shop.table("Orders").obstacle().problem()).isEqualTo(UNREACHABLE);

            shop.verb(Verb.RESUME, "");
            stage.script().usual("compareStores", "Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void aComparisonOutlivesTheRunsOfItsTable() {
        try (var stage = new Stage()) {
            var shop = comparing(stage, 150);
            stage.until(() -> {
                shop.workflow("Orders").signal("report");
                return shop.runs("/Orders").size() >= 3;
            });

            stage.script().usual("compareStores", "Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(stage.world().verifications.stream().distinct())
                    .as("comparisons")
                    .hasSize(1);
        }
    }

    @Test
    void aComparisonThatSomeoneTerminatedIsStartedAgain() {
        try (var stage = new Stage()) {
            var shop = comparing(stage, 0);
            // Its turns would only take the test's time.
            shop.verb(Verb.PAUSE, "{\"scope\": \"all\"}");
            shop.terminate("/Orders/verification");
            stage.script().usual("compareStores", "Orders");
            stage.pass(Duration.ofMinutes(11));
            shop.verb(Verb.RESUME, "");
            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void aNewPassEndsTheComparisonOfTheOldOne() {
        try (var stage = new Stage()) {
            var shop = comparing(stage, 0);
            var old = shop.runOf("/Orders/verification");
            shop.verb(Verb.RETRY, "{\"from\": \"backfill\"}");
            stage.until(() -> stage.world().passes.get("Orders") == 2);
            stage.until(() -> shop.happened("/Orders/verification", old)
                    .anyMatch(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED::equals));
            stage.script().usual("compareStores", "Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(stage.world().verifications.stream().distinct()).hasSize(2);
        }
    }

    @Test
    void whatBlocksCaptureIsKnownInTheTablesNextRunToo() {
        var gap = Problem.of(Code.C010, "table Orders, shard 21", "it took too long");
        try (var stage = new Stage()) {
            stage.script().always("captureChanges", "Orders", new Turn.Blocked(gap));
            stage.script().always("copySegment", "Orders", new Turn.Yielded());
            var shop = stage.start("shop", 150, "Orders");
            shop.until("Orders", table -> table.health() == Health.BLOCKED);
            var before = shop.runs("/Orders").size();
            stage.until(() -> {
                shop.workflow("Orders").signal("report");
                return shop.runs("/Orders").size() > before;
            });
            stage.pass(Duration.ofSeconds(30));
            assertThat(shop.table("Orders").obstacle())
                    .isEqualTo(Obstacle.blocking(gap).ofMigration("shop", "Orders"));
            assertThat(shop.table("Orders").health()).isEqualTo(Health.BLOCKED);
        }
    }
}
