package dev.tailrace.activities;

import dev.tailrace.activities.backfill.BackfillActivitiesImpl;
import dev.tailrace.activities.backfill.BarrierActivitiesImpl;
import dev.tailrace.activities.capture.CaptureActivitiesImpl;
import dev.tailrace.activities.migration.TableActivitiesImpl;
import dev.tailrace.activities.repair.RepairActivitiesImpl;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.activities.verification.VerificationActivitiesImpl;
import dev.tailrace.workflows.turn.Queues;
import java.util.List;
import java.util.Map;

/** All activities of a worker, by the task queue that they serve. Thread-safe; closes its clients and pools. */
public final class Activities implements AutoCloseable {
    private final Stores stores;
    private final EngineOptions options;
    private final Map<String, List<Object>> byQueue;

    /**
     * @param searchAttributes whether the namespace has Tailrace's search attributes
     * @param build the worker's version and commit, for verdicts
     */
    public Activities(EngineOptions options, boolean searchAttributes, String build) {
        stores = new Stores(options.timeouts());
        this.options = options;
        var tables = new LoadedTables(stores);
        var stream = new CaptureActivitiesImpl(tables, options);
        var repairs = new RepairActivitiesImpl(tables, options);
        byQueue = Map.of(
                Queues.CONTROL,
                List.of(
                        new TableActivitiesImpl(tables, options, searchAttributes),
                        new BarrierActivitiesImpl(tables, options),
                        repairs,
                        stream),
                Queues.BACKFILL,
                List.of(new BackfillActivitiesImpl(tables, options)),
                Queues.CAPTURE,
                List.of(stream),
                Queues.VERIFICATION,
                List.of(new VerificationActivitiesImpl(tables, options, build), repairs));
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
