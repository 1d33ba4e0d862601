package dev.tailrace.activities.plan;

import dev.tailrace.activities.file.TargetOptions;
import dev.tailrace.activities.postgres.ddl.ConstraintSql;
import dev.tailrace.activities.postgres.ddl.PruneSql;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.ArrayList;
import java.util.List;

/** Collects what the plan states and no one runs. */
final class LaterStatements {
    private final String schema;
    private final List<String> functions = new ArrayList<>();
    private final List<String> constraints = new ArrayList<>();
    private final List<String> foreignKeys = new ArrayList<>();

    LaterStatements(String schema) {
        this.schema = schema;
    }

    /** @param checks conditions that the table, made by someone else, is to get */
    void add(RowTable table, TargetOptions options, List<String> checks) {
        if (options.prune() != null) {
            functions.add(PruneSql.aged(schema, table, options.prune()));
        }
        constraints.addAll(ConstraintSql.checks(schema, table.name(), checks));
        constraints.addAll(ConstraintSql.unique(schema, table.name(), options));
        foreignKeys.addAll(ConstraintSql.foreignKeys(schema, table.name(), options));
    }

    TablePlan.Later later() {
        return new TablePlan.Later(functions, constraints, foreignKeys);
    }
}
