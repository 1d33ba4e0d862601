package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.stage.Verdicts;
import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.table.TableActivities.ProgressAnswer;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the stack lane for its length. */
@Tag("stack")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TroubleTest {
    private static final Problem MISSING = Problem.of(Code.S001, "table Ghosts: not found", "");
    private static final Problem UNREACHABLE = Problem.of(Code.T001, "Postgres at localhost", "connection refused");

    @Test
    void aMissingTableAndAPoisonedOneDoNotStopTheThird() {
        try (var stage = new Stage()) {
            stage.script().always("openPass", "Ghosts", new Prepared.Waiting(new Turn.Blocked(MISSING)));
            stage.script().always("compareStores", "Poisoned", Verdicts.of(1, VerdictOutcome.INCOMPLETE));
            var shop = stage.start("Ghosts", "Poisoned", "Orders");

            shop.until("Orders", table -> table.phase() == Phase.READY);
            shop.until("Poisoned", table -> table.health() == Health.BLOCKED);

            var status = shop.status();
            assertThat(status.health()).isEqualTo(Health.BLOCKED);
            assertThat(status.headline()).isEqualTo("Blocked: Ghosts, Poisoned; 1 of 3 tables ready.");
            assertThat(shop.table("Ghosts").obstacle())
                    .isEqualTo(Obstacle.blocking(MISSING).ofMigration("shop", "Ghosts"));
            assertThat(shop.table("Ghosts").next()).isEqualTo("tailrace retry shop --table Ghosts");
            assertThat(shop.table("Poisoned").next()).isEqualTo("tailrace replay-quarantine shop --table Poisoned");

            stage.script().usual("openPass", "Ghosts");
            shop.verb(Verb.RETRY, "{\"tables\": [\"Ghosts\"]}");
            shop.until("Ghosts", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void aStallIsShownAndPassesByItself() {
        try (var stage = new Stage()) {
            stage.script().always("copySegment", "Orders", new Turn.Stalled(UNREACHABLE));
            var shop = stage.start("Orders");

            shop.until("Orders", table -> table.health() == Health.STALLED);
            assertThat(shop.table("Orders").obstacle()).isEqualTo(Obstacle.passing(UNREACHABLE));
            assertThat(shop.table("Orders").next()).isNull();

            stage.script().usual("copySegment", "Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(shop.status().health()).isEqualTo(Health.OK);
        }
    }

    @Test
    void numbersThatCannotBeReadAreToldAndComeBack() {
        try (var stage = new Stage()) {
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY && table.progress() != null);

            stage.script().always("readProgress", "", ProgressAnswer.none(UNREACHABLE));
            stage.pass(Duration.ofMinutes(4));
            assertThat(shop.status().health()).isEqualTo(Health.STALLED);
            assertThat(shop.status().headline()).isEqualTo("Waiting: Postgres at localhost.");
            assertThat(shop.status().obstacle()).isEqualTo(Obstacle.passing(UNREACHABLE));

            stage.script().usual("readProgress", "");
            stage.until(() -> shop.status().health() == Health.OK);
        }
    }

    @Test
    void aTableThatIsReadyButLacksItemsIsNotWell() {
        try (var stage = new Stage()) {
            stage.world().quarantined = 7;
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY && table.progress() != null);

            assertThat(shop.table("Orders").health()).isEqualTo(Health.WARNING);
            assertThat(shop.table("Orders").warning()).isEqualTo("7 items are in quarantine, and not at the target.");
            assertThat(shop.status().headline())
                    .isEqualTo("Look at: Orders; 7 items in quarantine; the table is ready.");
        }
    }

    @Test
    void whereEveryTableIsSkippedNothingIsWell() {
        try (var stage = new Stage()) {
            stage.script().always("openPass", "Ghosts", new Prepared.Waiting(new Turn.Blocked(MISSING)));
            var shop = stage.start("Ghosts");
            shop.until("Ghosts", table -> table.health() == Health.BLOCKED);
            shop.verb(Verb.SKIP, "{\"tables\": [\"Ghosts\"]}");

            assertThat(shop.status().health()).isEqualTo(Health.WARNING);
            assertThat(shop.status().headline()).isEqualTo("The table is skipped.");
        }
    }

    @Test
    void whatWasNotProvenIsComparedAgainByItself() {
        try (var stage = new Stage()) {
            stage.script().next("compareStores", "Orders", Verdicts.unproven(1), Verdicts.unproven(2));
            var shop = stage.start("Orders");

            shop.until("Orders", table -> table.health() == Health.STALLED);
            assertThat(shop.table("Orders").phase()).isEqualTo(Phase.CATCHING_UP);
            assertThat(shop.table("Orders").obstacle().problem().code()).isEqualTo("TR-V002");

            stage.pass(Duration.ofMinutes(1));
            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(stage.script().calls("compareStores", "Orders")).isEqualTo(3);
        }
    }

    @Test
    void anIndexThatCannotBeBuiltBlocksUntilItIsMended() {
        var taken = Problem.of(Code.T010, "index orders_by", "something else in the schema has its name");
        try (var stage = new Stage()) {
            stage.world().indexes = true;
            stage.script().always("buildIndexes", "Orders", new Turn.Blocked(taken));
            var shop = stage.start("Orders");

            shop.until("Orders", table -> table.health() == Health.BLOCKED);
            assertThat(shop.table("Orders").phase()).isEqualTo(Phase.BACKFILLING);
            assertThat(shop.table("Orders").obstacle())
                    .isEqualTo(Obstacle.blocking(taken).ofMigration("shop", "Orders"));

            stage.script().usual("buildIndexes", "Orders");
            shop.verb(Verb.RETRY, "{\"tables\": [\"Orders\"]}");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(stage.script().calls("purge", "Orders")).isEqualTo(1);
        }
    }

    @Test
    void theTurnAfterAStallIsBriefSoThatStatusSoonSaysThatItGoesOn() {
        try (var stage = new Stage()) {
            stage.world().segments = 1;
            stage.script().next("copySegment", "Orders", new Turn.Stalled(UNREACHABLE), new Turn.Yielded());
            var shop = stage.start("Orders");

            shop.until("Orders", table -> table.phase() == Phase.READY);

            assertThat(stage.world().briefSegments).containsExactly(false, true, false);
        }
    }

    @Test
    void anUnreachableControlSchemaDelaysButLosesNoPhaseChange() {
        try (var stage = new Stage()) {
            stage.script().always("recordPhase", "Orders", new Turn.Stalled(UNREACHABLE));
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.health() == Health.STALLED);
            stage.pass(Duration.ofMinutes(2));

            stage.script().usual("recordPhase", "Orders");

            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(stage.world().path("Orders"))
                    .containsExactly("PREPARING", "BACKFILLING", "CATCHING_UP", "VERIFYING", "READY");
        }
    }

    @Test
    void anActivityThatFailsForGoodBlocksItsTableOnly() {
        try (var stage = new Stage()) {
            stage.script().always("purge", "Orders", ApplicationFailure.newNonRetryableFailure("a bug", "Bug"));
            var shop = stage.start("Orders", "AppData");

            shop.until("AppData", table -> table.phase() == Phase.READY);
            shop.until("Orders", table -> table.health() == Health.BLOCKED);
            assertThat(shop.table("Orders").obstacle().problem().code()).isEqualTo("TR-X001");

            stage.script().usual("purge", "Orders");
            shop.verb(Verb.RETRY, "");
            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void afterAGapANewPassEndsRight() {
        try (var stage = new Stage()) {
            var gap = Problem.of(Code.C010, "table Orders, shard 21", "it took too long");
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            stage.script().next("captureChanges", "Orders", new Turn.Blocked(gap));

            shop.until("Orders", table -> table.health() == Health.BLOCKED);
            assertThat(shop.table("Orders").next()).isNull();
            assertThat(shop.table("Orders").obstacle().problem().fix())
                    .startsWith("Start a new pass: tailrace retry shop --table Orders --from backfill (empties");
            shop.verb(Verb.RETRY, "{\"from\": \"backfill\"}");

            stage.until(() -> stage.world().path("Orders").stream()
                            .filter("READY"::equals)
                            .count()
                    == 2);
            assertThat(stage.world().passes).containsEntry("Orders", 2);
            assertThat(shop.status().health()).isEqualTo(Health.OK);
            assertThat(stage.world().capturedPasses).last().isEqualTo(102L);
        }
    }

    @Test
    void segmentsThatAreCopiedTogetherAreGoneOnWithTogether() {
        try (var stage = new Stage()) {
            stage.world().segments = 40;
            stage.script().next("copySegment", "Orders", new Turn.Yielded(), new Turn.Stalled(UNREACHABLE));
            var shop = stage.start("Orders");

            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(stage.world().copied)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 40).boxed().toList());
            assertThat(stage.script().calls("copySegment", "Orders")).isLessThan(30);
        }
    }

    @Test
    void oneRetryIsEnoughForAllThatWasOutWhileTheTableWasBlocked() {
        var mended = new CountDownLatch(1);
        Supplier<Turn> late = () -> {
            awaits(mended);
            return new Turn.Blocked(MISSING);
        };
        try (var stage = new Stage()) {
            stage.script().next("copySegment", "Orders", late, new Turn.Blocked(MISSING));
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.health() == Health.BLOCKED);

            shop.verb(Verb.RETRY, "");
            mended.countDown();

            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSegmentFoundUndoneAtTheBarrierIsCopiedAfterAll() {
        try (var stage = new Stage()) {
            stage.script().next("raiseBarrier", "Orders", new Turn.Yielded());
            var shop = stage.start("Orders");

            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(stage.script().calls("copySegment", "Orders")).isEqualTo(6);
        }
    }
}
