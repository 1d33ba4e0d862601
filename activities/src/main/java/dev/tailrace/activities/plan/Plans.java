package dev.tailrace.activities.plan;

import dev.tailrace.activities.Stores;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.table.LoadedTable;
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
            var source = stores.dynamoDb().survey(migration.dynamoDb());
            var target = stores.postgres(migration.postgres().reference());
            return migration.tables().stream()
                    .map(table -> Planner.plan(source, target, migration, table, stores.plugins()))
                    .toList();
        }
    }

    /** The plan of a table of a migration that runs. As {@link Planner#plan}. */
    public static TablePlan of(Stores stores, LoadedTable table) {
        var migration = table.migration();
        return Planner.plan(
                stores.dynamoDb().survey(migration.dynamoDb()),
                table.target(),
                migration,
                table.spec(),
                stores.plugins());
    }
}
