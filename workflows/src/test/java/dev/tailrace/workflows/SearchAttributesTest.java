package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.status.SearchAttributeValues;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.api.enums.v1.EventType;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In the stack lane for its length. */
@Tag("stack")
class SearchAttributesTest {
    @Test
    void theyFollowTheMigration() {
        try (var stage = new Stage()) {
            stage.world().searchAttributes = true;
            var shop = ready(stage);

            var found = shop.workflow().describe().getTypedSearchAttributes();
            assertThat(found.get(SearchAttributeValues.MIGRATION_ID)).isEqualTo("shop");
            assertThat(found.get(SearchAttributeValues.MIGRATION_PHASE)).isEqualTo("READY");
            assertThat(found.get(SearchAttributeValues.MIGRATION_HEALTH)).isEqualTo("OK");
            assertThat(found.get(SearchAttributeValues.MIGRATION_TARGET)).isEqualTo("localhost:5432/app");
            assertThat(shop.workflow("Orders")
                            .describe()
                            .getTypedSearchAttributes()
                            .get(SearchAttributeValues.SOURCE_TABLE))
                    .isEqualTo("Orders");
        }
    }

    @Test
    void aMigrationThatCannotRegisterIsFoundByItsHealthUntilItIsAborted() {
        try (var stage = new Stage()) {
            var problem = Problem.of(Code.T002, "Postgres at localhost", "password authentication failed");
            stage.script().always("register", "shop", new Registered.Waiting(new Turn.Blocked(problem), true));
            var shop = stage.start("Orders");
            stage.until(() -> "BLOCKED".equals(health(shop)));

            shop.verb(Verb.ABORT, "");
            shop.ended();

            assertThat(health(shop)).isEqualTo("OK");
        }
    }

    @Test
    void withoutThemNothingIsUpserted() {
        try (var stage = new Stage()) {
            ready(stage);

            for (var id : List.of("shop", "shop/Orders")) {
                assertThat(stage.client().fetchHistory(id).getEvents())
                        .noneMatch(event ->
                                event.getEventType() == EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES);
            }
        }
    }

    private static String health(Migrating shop) {
        return shop.workflow().describe().getTypedSearchAttributes().get(SearchAttributeValues.MIGRATION_HEALTH);
    }

    private static Migrating ready(Stage stage) {
        var shop = stage.start("Orders");
        shop.until("Orders", table -> table.phase() == Phase.READY);
        return shop;
    }
}
