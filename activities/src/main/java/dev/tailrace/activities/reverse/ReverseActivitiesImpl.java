package dev.tailrace.activities.reverse;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.reverse.ReverseGroup.Attempt;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.workflows.reverse.ReverseActivities;
import dev.tailrace.workflows.turn.Turn;

/** Empties the outbox and writes the source (R10). Thread-safe. */
public final class ReverseActivitiesImpl implements ReverseActivities {
    private final LoadedTables tables;
    private final EngineOptions options;

    public ReverseActivitiesImpl(LoadedTables tables, EngineOptions options) {
        this.tables = tables;
        this.options = options;
    }

    @Override
    public Turn routeChanges(Task task) {
        return ActivityAttempt.run("table " + task.table().name() + ", outbox", heartbeat -> {
            var table = tables.get(task.table());
            var stores = WayBackStores.of(table);
            var router = new Router(table, task, stores.changed(), options, tables.settings(table), heartbeat);
            return router.run(ActivityAttempt.term(task.scheduling()));
        });
    }

    @Override
    public Turn reverseChanges(Lanes lanes) {
        return ActivityAttempt.run("table " + lanes.table().name() + ", way back", heartbeat -> {
            var table = tables.get(lanes.table());
            var attempt = new Attempt(ActivityAttempt.term(lanes.scheduling()), heartbeat);
            return new ReverseGroup(table, lanes, attempt, WayBackStores.of(table), options, tables.settings(table))
                    .run();
        });
    }
}
