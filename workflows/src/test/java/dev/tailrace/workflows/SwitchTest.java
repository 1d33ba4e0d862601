package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.command.Command;
import dev.tailrace.workflows.command.SwitchTask;
import dev.tailrace.workflows.command.VerbInput;
import dev.tailrace.workflows.cutover.CutoverActivities.Step;
import dev.tailrace.workflows.table.SwitchNews;
import dev.tailrace.workflows.table.TableRef;
import java.time.Instant;
import java.util.stream.Stream;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import dev.tailrace.workflows.cutover.CutoverActivities.Drain;
import dev.tailrace.workflows.cutover.CutoverActivities.Gate;
import dev.tailrace.workflows.cutover.CutoverActivities.Moved;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Situation;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.SwitchRules;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over and back: what is called in which order, and what becomes of an attempt that cannot be done. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SwitchTest {
    private static final Turn BLOCKED = new Turn.Blocked(Problem.of(Code.S003, "table Orders", "no permission"));

    @Test
    void overAndBackAndOverAgain() {
        try (var stage = new Stage()) {
            var shop = soaking(stage, "Orders");
            assertThat(stage.world().switching().called)
                    .containsExactly("awaitSilence 1", "drainSource 1", "moveToTarget 1");
            assertThat(shop.table("Orders").owner()).isEqualTo("the target");
            stage.until(() -> stage.world().switching().reversed.contains(901L));
            stage.until(() -> stage.world().capturedPasses.contains(901L));

            stage.world().switching().called.clear();
            shop.verb(Verb.ROLL_BACK, Situation.ROLL_BACK);
            shop.until("Orders", table -> table.phase() == Phase.READY);
            // Nothing is looked at again, and nobody follows the source, before the source owns the data.
            assertThat(stage.world().switching().called)
                    .containsExactly(
                            "fenceTarget 2",
                            "drainTarget 2",
                            "drainSource 2",
                            "drainTarget 2",
                            "closeReverse 2",
                            "moveToSource 2",
                            "lookAgain Orders");
            assertThat(shop.table("Orders").soak()).isNull();
            assertThat(stage.world().path("Orders"))
                    .endsWith("READY", "CUTTING_OVER", "SOAKING", "ROLLING_BACK", "VERIFYING", "READY");
            stage.until(() -> stage.world().capturedPasses.contains(102L));

            shop.verb(Verb.CUT_OVER, Situation.CUT_OVER);
            shop.until("Orders", table -> table.phase() == Phase.SOAKING);
            assertThat(shop.failures()).isEmpty();
        }
    }

    @Test
    void theTargetIsArmedBeforeReady() {
        try (var stage = new Stage()) {
            stage.script().always("armTarget", "Orders", BLOCKED);
            var shop = stage.start("Orders");
            shop.until(
                    "Orders",
                    table -> table.obstacle() != null && table.obstacle().blocked());
            assertThat(shop.table("Orders").phase()).isEqualTo(Phase.VERIFYING);

            stage.script().usual("armTarget", "Orders");
            shop.verb(Verb.RETRY, "");
            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void aClosedGateLeavesTheTableReadyAndSaysAllThatClosesIt() {
        try (var stage = new Stage()) {
            var shop = ready(stage, "Orders");
            var closed = new Gate(
                    List.of(
                            Problem.of(Code.V002, "table Orders: the verdict is 30 h old", ""),
                            Problem.of(Code.Q002, "table Orders: 3 items", "")),
                    List.of("lag 0.9 s"),
                    0,
                    0,
                    List.of());
            stage.script().always("readGate", "Orders", closed);

            assertThat(shop.refusal(Verb.CUT_OVER, Situation.CUT_OVER))
                    .startsWith("TR-R050: Cannot cutOver")
                    .contains("2 problems", "TR-V002", "30 h old", "TR-Q002", "lag 0.9 s");
            assertThat(shop.table("Orders").phase()).isEqualTo(Phase.READY);
            assertThat(stage.world().switching().attempts).isEmpty();
        }
    }

    @Test
    void aDryRunPrintsTheGateAndChangesNothing() {
        try (var stage = new Stage()) {
            var shop = ready(stage, "Orders");
            var moves = stage.world().moves.size();

            var answer = shop.verb(Verb.CUT_OVER, "{\"by\": \"ann\", \"dryRun\": true}");

            assertThat(answer.done()).contains("The gate of cutOver is open", "0.2 s to 0.9 s", "lag 0.9 s");
            assertThat(stage.world().moves).hasSize(moves);
            assertThat(stage.world().switching().attempts).isEmpty();
        }
    }

    @Test
    void aCutoverThatIsNotDoneInTimeAbortsItself() {
        try (var stage = new Stage()) {
            stage.world().rules = new SwitchRules(false, Duration.ofSeconds(20), Duration.ofDays(7));
            stage.script().always("awaitSilence", "Orders", Situation.WRITING);
            var shop = ready(stage, "Orders");

            shop.verb(Verb.CUT_OVER, Situation.CUT_OVER);
            stage.until(() -> stage.world().path("Orders").contains("CUTTING_OVER"));
            shop.until("Orders", table -> table.phase() == Phase.READY);

            assertThat(stage.world().switching().kept(1).state()).isEqualTo(AttemptState.ABORTED);
            assertThat(stage.world().switching().called).doesNotContain("moveToTarget 1", "drainSource 1");
            assertThat(shop.table("Orders").doing()).contains("aborted", "3 writes in the last second");
            assertThat(shop.failures()).isEmpty();
        }
    }

    /** The answer to the ownership transaction was lost, and the deadline is over: what the attempt's row says is what counts. */
    @Test
    void anUnknownOutcomeIsDecidedByReading() {
        try (var stage = new Stage()) {
            stage.world().rules = new SwitchRules(false, Duration.ofSeconds(20), Duration.ofDays(7));
            stage.script()
                    .always(
                            "moveToTarget",
                            "Orders",
                            new Moved(AttemptState.OPEN, "pid 7", List.of(), null, new Turn.Done()));
            stage.script()
                    .next("abortAttempt", "Orders", new Moved(AttemptState.DONE, "", List.of(), null, new Turn.Done()));
            var shop = ready(stage, "Orders");
            shop.verb(Verb.CUT_OVER, Situation.CUT_OVER);

            stage.until(() -> stage.world().path("Orders").contains("SOAKING"));
        }
    }

    @Test
    void anAbortThatFailsIsSeenAndTriedAgain() {
        try (var stage = new Stage()) {
            stage.script().always("awaitSilence", "Orders", new Drain(false, "", null, BLOCKED));
            stage.script().always("abortAttempt", "Orders", new Moved(AttemptState.OPEN, "", List.of(), null, BLOCKED));
            var shop = ready(stage, "Orders");
            shop.verb(Verb.CUT_OVER, Situation.CUT_OVER);
            shop.until(
                    "Orders",
                    table -> table.obstacle() != null && table.obstacle().blocked());
            assertThat(shop.table("Orders").phase()).isEqualTo(Phase.CUTTING_OVER);

            stage.script().usual("abortAttempt", "Orders");
            shop.verb(Verb.RETRY, "");
            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void severalTablesAreSwitchedAsOneOrNotAtAll() {
        try (var stage = new Stage()) {
            stage.world().rules = new SwitchRules(true, Duration.ofHours(1), Duration.ofDays(7));
            var shop = ready(stage, "Orders", "Users");

            assertThat(shop.refusal(
                            Verb.CUT_OVER, "{\"tables\": [\"Orders\"], \"by\": \"ann\", \"writersStopped\": true}"))
                    .contains("together", "Users is READY");
            shop.verb(Verb.CUT_OVER, Situation.CUT_OVER);
            shop.until("Users", table -> table.phase() == Phase.SOAKING);
            shop.until("Orders", table -> table.phase() == Phase.SOAKING);

            assertThat(stage.world().switching().attempts).hasSize(1);
            assertThat(stage.world().switching().owners()).isEqualTo(Map.of("Orders", "TARGET", "Users", "TARGET"));
        }
    }

    /** A table's workflow and the switch's own can both be lost between any two steps: the attempt is found by the verb's number. */
    @Test
    void aLostSwitchIsStartedAgainAndFindsItsAttempt() {
        try (var stage = new Stage()) {
            stage.script().always("awaitSilence", "Orders", Situation.WRITING);
            var shop = ready(stage, "Orders");
            shop.verb(Verb.CUT_OVER, Situation.CUT_OVER);
            shop.until(
                    "Orders",
                    table -> table.attempt() != null && table.attempt().attempt() == 1);

            shop.terminate("/cutover");
            stage.script().usual("awaitSilence", "Orders");
            shop.until("Orders", table -> table.phase() == Phase.SOAKING);

            assertThat(stage.world().switching().attempts).hasSize(1);
        }
    }

    /** One table has heard that the ownership has moved, and went on; the other asks again, and must not be told that it was aborted. */
    @Test
    void aTableThatMissedTheEndHearsTheSame() {
        try (var stage = new Stage()) {
            stage.script().always("awaitSilence", "Orders", Situation.WRITING);
            var shop = ready(stage, "Orders", "Users");
            shop.verb(Verb.CUT_OVER, Situation.CUT_OVER);
            shop.until("Users", table -> table.attempt() != null && table.attempt().attempt() == 1);
            shop.until("Orders", table -> table.attempt() != null && table.attempt().attempt() == 1);
            shop.terminate("/cutover");
            var refs = Stream.of("Orders", "Users")
                    .map(name -> new TableRef("shop", name, "env:TARGET_URL"))
                    .toList();
            stage.world().switching().move(new Step(refs, 1), true);
            var command = stage.world().switching().kept(1).command();
            var end = new SwitchNews.End(true, "", Instant.parse("2026-11-20T12:00:00Z"));
            shop.workflow("Orders")
                    .signal(
                            "switchReported",
                            new SwitchNews(command, new SwitchNews.Step(1, "", null), null, end));

            shop.until("Orders", table -> table.phase() == Phase.SOAKING);
            shop.until("Users", table -> table.phase() == Phase.SOAKING);

            assertThat(stage.world().switching().kept(1).state()).isEqualTo(AttemptState.DONE);
        }
    }

    @Test
    void aTableThatIsBusyAbortsTheAttempt() {
        try (var stage = new Stage()) {
            var shop = ready(stage, "Orders", "Users");
            var task = new SwitchTask(
                    List.of("Orders", "Users"),
                    "ann",
                    Duration.ofHours(1),
                    Duration.ofDays(7),
                    false,
                    Instant.parse("2126-11-20T12:00:00Z"));
            // It reaches one of two tables, as where the other has begun something else in the same moment.
            shop.workflow("Orders")
                    .signal("command", new Command(Long.MAX_VALUE, "c", Verb.CUT_OVER, VerbInput.NONE, task));

            stage.until(() -> stage.world().path("Orders").contains("CUTTING_OVER"));
            shop.until("Orders", table -> table.phase() == Phase.READY);

            assertThat(stage.world().switching().kept(1).state()).isEqualTo(AttemptState.ABORTED);
            assertThat(shop.table("Orders").doing()).contains("these tables were busy: Users");
            assertThat(stage.world().switching().called).containsExactly("abortAttempt 1");
        }
    }

    /** What the gate said is no reason to switch once its time is over. */
    @Test
    void aGateThatWasReadLongAgoSwitchesNothing() {
        try (var stage = new Stage()) {
            var shop = ready(stage, "Orders");
            var longAgo = new SwitchTask(
                    List.of("Orders"), "ann", Duration.ofHours(1), Duration.ofDays(7), false, Instant.EPOCH);
            shop.workflow("Orders")
                    .signal("command", new Command(Long.MAX_VALUE, "c", Verb.CUT_OVER, VerbInput.NONE, longAgo));

            stage.until(() -> stage.world().path("Orders").contains("CUTTING_OVER"));
            shop.until("Orders", table -> table.phase() == Phase.READY);

            assertThat(stage.world().switching().called).containsExactly("abortAttempt 1");
            assertThat(shop.table("Orders").doing()).contains("too long ago");
        }
    }

    @Test
    void killedWorkersChangeNothing() {
        try (var stage = new Stage()) {
            stage.script().always("drainSource", "Orders", Situation.WRITING);
            var shop = ready(stage, "Orders");
            shop.verb(Verb.CUT_OVER, Situation.CUT_OVER);
            shop.until(
                    "Orders",
                    table -> table.attempt() != null && table.attempt().attempt() == 1);

            stage.killWorkers();
            stage.script().usual("drainSource", "Orders");
            stage.startWorkers();
            shop.until("Orders", table -> table.phase() == Phase.SOAKING);

            assertThat(stage.world().switching().kept(1).state()).isEqualTo(AttemptState.DONE);
            assertThat(shop.failures()).isEmpty();
        }
    }

    @Test
    void longHistoriesDoNotEndTheWayBack() {
        try (var stage = new Stage()) {
            var shop = stage.start("shop", 60, "Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            shop.verb(Verb.CUT_OVER, Situation.CUT_OVER);
            shop.until("Orders", table -> table.phase() == Phase.SOAKING);
            var before = shop.runOf("/Orders/reverse");

            stage.until(() -> !shop.runOf("/Orders/reverse").equals(before));
            shop.verb(Verb.ROLL_BACK, Situation.ROLL_BACK);
            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(shop.failures()).isEmpty();
        }
    }

    @Test
    void theWindowsEndAsksAndDoesNothing() {
        try (var stage = new Stage()) {
            stage.world().rules = new SwitchRules(false, Duration.ofHours(1), Duration.ofMinutes(2));
            var shop = soaking(stage, "Orders");

            shop.until("Orders", table -> table.soak() != null && table.soak().over());
            assertThat(shop.table("Orders").warning())
                    .contains("The rollback window ended", "Nothing happened by itself");
            assertThat(shop.table("Orders").next()).isEqualTo("tailrace extend shop --window 3d");
            assertThat(shop.table("Orders").phase()).isEqualTo(Phase.SOAKING);

            shop.verb(Verb.EXTEND, "{\"by\": \"ann\", \"window\": \"3d\"}");
            assertThat(shop.table("Orders").soak().over()).isFalse();
            shop.verb(Verb.ROLL_BACK, Situation.ROLL_BACK);
            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void finalizeEndsTheMigration() {
        try (var stage = new Stage()) {
            var shop = soaking(stage, "Orders");

            assertThat(shop.refusal(Verb.FINALIZE, "{\"by\": \"ann\"}")).contains("confirm");
            shop.verb(Verb.FINALIZE, "{\"by\": \"ann\", \"confirm\": true}");

            assertThat(shop.ended().summary()).isEqualTo("Completed.");
            assertThat(stage.world().switching().called).contains("finalizeTable Orders ann");
        }
    }

    @Test
    void aRollbackThatWouldLoseSomethingIsRefusedAndSaysSoAllTheTime() {
        try (var stage = new Stage()) {
            var shop = soaking(stage, "Orders");
            stage.script()
                    .always(
                            "readGate",
                            "Orders",
                            new Gate(List.of(), List.of(), 0, 0, List.of("partition orders_2024 was detached")));

            shop.until(
                    "Orders",
                    table -> table.soak() != null
                            && Boolean.FALSE.equals(table.soak().rollbackSafe()));
            assertThat(shop.table("Orders").soak().safe()).isEqualTo("no, because partition orders_2024 was detached");
            assertThat(shop.refusal(Verb.ROLL_BACK, Situation.ROLL_BACK)).contains("TR-R052", "was detached");
        }
    }

    private static Migrating ready(Stage stage, String... tables) {
        var shop = stage.start(tables);
        for (var table : tables) {
            shop.until(table, status -> status.phase() == Phase.READY);
        }
        return shop;
    }

    private static Migrating soaking(Stage stage, String table) {
        var shop = ready(stage, table);
        shop.verb(Verb.CUT_OVER, Situation.CUT_OVER);
        shop.until(table, status -> status.phase() == Phase.SOAKING);
        return shop;
    }
}
