package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.status.LastKnown;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Queues;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the stack lane for its length. */
@Tag("stack")
class RegistrationTest {
    @Test
    void aWrongFileFailsTheWorkflowWithAllProblems() {
        try (var stage = new Stage()) {
            var unknown = Problem.of(Code.F003, "shop.yaml:3:5: tabels", "");
            var missing = Problem.of(Code.F005, "shop.yaml: tables", "");
            stage.script().next("register", "shop", new Registered.Refused(List.of(unknown, missing), false));
            var shop = stage.start("Orders");

            var failure = failure(shop::ended);

            assertThat(failure.getType()).isEqualTo("TR-F003");
            assertThat(failure.isNonRetryable()).isTrue();
            assertThat(failure.getStackTrace())
                    .noneMatch(line -> line.getClassName().startsWith("dev.tailrace.workflows.migration"));
            assertThat(failure.getOriginalMessage()).contains(unknown.describe(), missing.describe());
        }
    }

    @Test
    void aRefusedFileIsTheStatusOfTheFailedWorkflowAndStandsInItsMemo() {
        try (var stage = new Stage()) {
            var aborted = Problem.of(Code.F011, "migration shop", "its passes are closed");
            stage.script().next("register", "shop", new Registered.Refused(List.of(aborted), false));
            var shop = stage.start("Orders");
            failure(shop::ended);

            var known =
                    shop.workflow().describe().getMemo(LastKnown.STATUS, MigrationStatus.class, MigrationStatus.class);
            for (var status : List.of(shop.status(), known)) {
                assertThat(status.health()).isEqualTo(Health.FAILED);
                assertThat(status.headline()).isEqualTo("Failed: migration shop.");
                assertThat(status.obstacle()).isEqualTo(Obstacle.blocking(aborted));
                assertThat(status.next()).isNull();
            }
        }
    }

    @Test
    void aRegistrationThatStallsForLongFillsNoHistory() {
        try (var stage = new Stage()) {
            var problem = Problem.of(Code.T001, "Postgres at localhost", "connection refused");
            stage.script().always("register", "shop", new Registered.Waiting(new Turn.Stalled(problem), false));
            var shop = stage.start("shop", 100, "Orders");
            stage.until(() -> shop.runs("").size() > 1);
            shop.until(status -> status.health() == Health.STALLED);

            stage.script().usual("register", "shop");
            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void whatPassesByItselfIsWaitedOut() {
        try (var stage = new Stage()) {
            var problem = Problem.of(Code.T001, "Postgres at localhost", "connection refused");
            stage.script().always("register", "shop", new Registered.Waiting(new Turn.Stalled(problem), false));
            var shop = stage.start("Orders");
            shop.until(status -> status.health() == Health.STALLED);
            assertThat(shop.status().headline()).isEqualTo("Waiting: Postgres at localhost.");

            stage.script().usual("register", "shop");

            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @Test
    void aBlockedRegistrationWaitsForRetry() {
        try (var stage = new Stage()) {
            var problem = Problem.of(Code.T002, "Postgres at localhost", "password authentication failed");
            stage.script().next("register", "shop", new Registered.Waiting(new Turn.Blocked(problem), false));
            var shop = stage.start("Orders");
            shop.until(status -> status.health() == Health.BLOCKED);
            assertThat(shop.status().next()).isEqualTo("tailrace retry shop");

            shop.verb(Verb.RETRY, "");

            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"shop.yaml\"", "7", "null"})
    void anInputThatIsNoObjectFailsWithASentence(String input) {
        try (var stage = new Stage()) {
            var workflow = start(stage);
            workflow.start(Stage.json(input));

            assertThat(failure(() -> Migrating.ended(workflow)).getOriginalMessage())
                    .contains("TR-F004", "not a JSON object");
        }
    }

    @Test
    void noInputFailsWithASentence() {
        try (var stage = new Stage()) {
            var workflow = start(stage);
            workflow.start();

            assertThat(failure(() -> Migrating.ended(workflow)).getOriginalMessage())
                    .contains("TR-F004");
        }
    }

    @Test
    void anInputThatIsNoJsonFailsTheWorkflowAndDoesNotGetItStuck() {
        try (var stage = new Stage()) {
            var workflow = start(stage);
            workflow.start((Object) "name: shop".getBytes(StandardCharsets.UTF_8));

            assertThat(catchThrowableOfType(WorkflowFailedException.class, () -> Migrating.ended(workflow)))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"Orders\"]",
                "{\"table\": [\"Orders\"]}",
                "{\"tables\": 7}",
                "{\"tables\": [\"Odrers\"]}",
                "{\"scope\": \"everything\"}",
                "{\"unitsPerSecond\": 5}"
            })
    void aVerbWithAWrongInputIsRefusedAndLeavesNoTrace(String input) {
        try (var stage = new Stage()) {
            stage.script().always("copySegment", "Orders", new Turn.Yielded());
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.BACKFILLING);

            assertThat(shop.refusal(Verb.PAUSE, input)).startsWith("TR-W00").contains("Cannot pause: ");

            assertThat(shop.table("Orders").flags()).isEmpty();
            assertThat(stage.world().verbs).isEmpty();
        }
    }

    private static WorkflowStub start(Stage stage) {
        return stage.client()
                .newUntypedWorkflowStub(
                        "Migration",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId("shop")
                                .setTaskQueue(Queues.CONTROL)
                                .build());
    }

    private static ApplicationFailure failure(ThrowingCallable call) {
        return (ApplicationFailure)
                catchThrowableOfType(WorkflowFailedException.class, call).getCause();
    }
}
