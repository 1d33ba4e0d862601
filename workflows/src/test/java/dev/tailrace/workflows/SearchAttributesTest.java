package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.Tags;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Stage;
import io.temporal.api.enums.v1.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchAttributesTest {
    @Test
    void theyFollowTheMigration() {
        try (var stage = new Stage()) {
            stage.world().searchAttributes = true;
            var shop = ready(stage);

            var found = shop.workflow().describe().getTypedSearchAttributes();
            assertThat(found.get(Tags.MIGRATION_ID)).isEqualTo("shop");
            assertThat(found.get(Tags.MIGRATION_PHASE)).isEqualTo("READY");
            assertThat(found.get(Tags.MIGRATION_HEALTH)).isEqualTo("OK");
            assertThat(found.get(Tags.MIGRATION_TARGET)).isEqualTo("localhost:5432/app");
            assertThat(shop.workflow("Orders")
                            .describe()
                            .getTypedSearchAttributes()
                            .get(Tags.SOURCE_TABLE))
                    .isEqualTo("Orders");
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

    private static Migrating ready(Stage stage) {
        var shop = stage.start("Orders");
        shop.until("Orders", table -> table.phase() == Phase.READY);
        return shop;
    }
}
