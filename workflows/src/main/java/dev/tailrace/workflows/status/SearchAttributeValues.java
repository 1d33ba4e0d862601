package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.TableActivities;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Search attributes, written when they change, and only where the namespace has them: an unknown one would get the workflow
 * task stuck. Persisted names.
 */
public final class SearchAttributeValues {
    public static final SearchAttributeKey<String> MIGRATION_ID = SearchAttributeKey.forKeyword("MigrationId");
    public static final SearchAttributeKey<String> MIGRATION_PHASE = SearchAttributeKey.forKeyword("MigrationPhase");
    public static final SearchAttributeKey<String> MIGRATION_HEALTH = SearchAttributeKey.forKeyword("MigrationHealth");
    public static final SearchAttributeKey<String> SOURCE_TABLE = SearchAttributeKey.forKeyword("SourceTable");
    public static final SearchAttributeKey<String> MIGRATION_TARGET = SearchAttributeKey.forKeyword("MigrationTarget");
    public static final SearchAttributeKey<Long> PROGRESS_PERCENT = SearchAttributeKey.forLong("ProgressPercent");
    public static final SearchAttributeKey<Long> LAG_SECONDS = SearchAttributeKey.forLong("ReplicationLagSeconds");
    public static final SearchAttributeKey<Long> MISMATCHES = SearchAttributeKey.forLong("MismatchCount");

    private final boolean registered;
    private final Map<String, Object> written = new HashMap<>();
    private final List<SearchAttributeUpdate<?>> due = new ArrayList<>();

    /** @param registered see {@link TableActivities.Registered.Accepted} */
    public SearchAttributeValues(boolean registered) {
        this.registered = registered;
    }

    /** Notes a value; null leaves the old one. */
    public <T> SearchAttributeValues set(SearchAttributeKey<T> key, @Nullable T value) {
        if (value != null && !Objects.equals(written.put(key.getName(), value), value)) {
            due.add(key.valueSet(value));
        }
        return this;
    }

    /** Writes what changed. */
    public void write() {
        if (registered && !due.isEmpty()) {
            Workflow.upsertTypedSearchAttributes(due.toArray(new SearchAttributeUpdate<?>[0]));
        }
        due.clear();
    }
}
