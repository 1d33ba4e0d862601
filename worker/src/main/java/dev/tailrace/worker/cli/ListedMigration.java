package dev.tailrace.worker.cli;

import dev.tailrace.workflows.status.LastKnown;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A migration as the list shows it. Field names are what {@code list --output json} prints.
 *
 * @param state of its workflow: running, completed, failed …
 * @param phase null where the namespace lacks the search attributes; the same for health and progress
 * @param asOf when a worker wrote phase, health and progress last; null where none did
 */
record ListedMigration(
        String name,
        String state,
        @Nullable String phase,
        @Nullable String health,
        @Nullable Long progressPercent,
        Instant startedAt,
        @Nullable Instant asOf) {
    static ListedMigration of(WorkflowExecutionMetadata execution) {
        var attributes = execution.getTypedSearchAttributes();
        return new ListedMigration(
                execution.getExecution().getWorkflowId(),
                KnownStatus.state(execution),
                attributes.get(SearchAttributeKey.forKeyword("MigrationPhase")),
                attributes.get(SearchAttributeKey.forKeyword("MigrationHealth")),
                attributes.get(SearchAttributeKey.forLong("ProgressPercent")),
                execution.getStartTime(),
                KnownStatus.lookedAt(execution));
    }

    /** For how long no worker has been heard of; null while one was a moment ago, or if none is expected. */
    @Nullable
    Duration silence(Instant now) {
        if (asOf == null || !state.equals("running")) {
            return null;
        }
        var silence = Duration.between(asOf, now);
        return silence.compareTo(LastKnown.FRESH) > 0 ? silence : null;
    }
}
