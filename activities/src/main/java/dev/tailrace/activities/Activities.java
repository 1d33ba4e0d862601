package dev.tailrace.activities;

import dev.tailrace.activities.backfill.AfterCopyActivities;
import dev.tailrace.activities.backfill.CopyActivities;
import dev.tailrace.activities.capture.StreamActivities;
import dev.tailrace.activities.control.LoadedTables;
import dev.tailrace.activities.migration.MigrationActivities;
import dev.tailrace.activities.verification.ComparingActivities;
import dev.tailrace.workflows.migration.Queues;
import java.util.List;
import java.util.Map;

/** All activities of a worker, by the task queue that they serve. Thread-safe; closes its clients and pools. */
public final class Activities implements AutoCloseable {
    private final Stores stores;
    private final EngineOptions options;
    private final Map<String, List<Object>> byQueue;

    /** @param searchAttributes whether the namespace has Tailrace's search attributes */
    public Activities(EngineOptions options, boolean searchAttributes) {
        stores = new Stores(options.patience());
        this.options = options;
        var tables = new LoadedTables(stores);
        var stream = new StreamActivities(tables, options);
        byQueue = Map.of(
                Queues.CONTROL,
                List.of(
                        new MigrationActivities(tables, options, searchAttributes),
                        new AfterCopyActivities(tables, options),
                        stream),
                Queues.COPY,
                List.of(new CopyActivities(tables, options)),
                Queues.CAPTURE,
                List.of(stream),
                Queues.VERIFICATION,
                List.of(new ComparingActivities(tables, options)));
    }

    /** The implementations to register on each queue's worker. */
    public Map<String, List<Object>> byQueue() {
        return byQueue;
    }

    /** How they behave; the calls of them have to fit. */
    public EngineOptions options() {
        return options;
    }

    @Override
    public void close() {
        stores.close();
    }
}
