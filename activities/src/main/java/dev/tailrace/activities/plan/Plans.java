package dev.tailrace.activities.plan;

import dev.tailrace.activities.Stores;
import dev.tailrace.activities.file.MigrationSpec;
import java.util.List;

/** Plans whole migrations. Reads only. */
public final class Plans {
    private Plans() {}

    /**
     * The plan of each table, in the file's order.
     *
     * @throws dev.tailrace.mappers.problem.ProblemException if the target's reference cannot be resolved here
     */
    public static List<TablePlan> of(MigrationSpec migration) {
        try (var stores = new Stores()) {
            var dynamo = stores.dynamo(migration.dynamoDb());
            var streams = stores.streams(migration.dynamoDb());
            var target = stores.postgres(migration.postgres().reference());
            return migration.tables().stream()
                    .map(table -> Planner.plan(dynamo, streams, target, migration, table, stores.plugins()))
                    .toList();
        }
    }
}
