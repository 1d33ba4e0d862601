package dev.tailrace.worker.cli;

import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.SearchAttributeKey;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A migration as the list shows it. Field names are what {@code list --output json} prints.
 *
 * @param state of its workflow: running, completed, failed …
 * @param phase null where the namespace lacks the search attributes; the same for health and progress
 */
record ListedMigration(
        String name,
        String state,
        @Nullable String phase,
        @Nullable String health,
        @Nullable Long progressPercent,
        Instant startedAt) {
    static ListedMigration of(WorkflowExecutionMetadata execution) {
        var attributes = execution.getTypedSearchAttributes();
        return new ListedMigration(
                execution.getExecution().getWorkflowId(),
                execution
                        .getStatus()
                        .name()
                        .replaceFirst("^WORKFLOW_EXECUTION_STATUS_", "")
                        .toLowerCase(Locale.ROOT),
                attributes.get(SearchAttributeKey.forKeyword("MigrationPhase")),
                attributes.get(SearchAttributeKey.forKeyword("MigrationHealth")),
                attributes.get(SearchAttributeKey.forLong("ProgressPercent")),
                execution.getStartTime());
    }
}
