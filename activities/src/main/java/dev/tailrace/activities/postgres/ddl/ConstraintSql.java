package dev.tailrace.activities.postgres.ddl;

import static java.util.stream.Collectors.joining;

import dev.tailrace.activities.file.TargetOptions;
import dev.tailrace.mappers.mapping.Identifiers;
import java.util.ArrayList;
import java.util.List;

/**
 * Constraints across rows, for the day when the target owns the data (R5): before that, rows arrive in no order between items. They are
 * built while others write, except on partitioned tables, where Postgres cannot.
 */
public final class ConstraintSql {
    private ConstraintSql() {}

    /** What makes the file's column lists unique. */
    public static List<String> unique(String schema, String table, TargetOptions options) {
        var name = FunctionSql.qualified(schema, table);
        var statements = new ArrayList<String>();
        for (var columns : options.unique()) {
            var constraint = constraint(table, columns, "key");
            if (options.partition() != null) {
                statements.add(
                        "ALTER TABLE %s ADD CONSTRAINT %s UNIQUE (%s)".formatted(name, constraint, list(columns)));
            } else {
                statements.add(
                        "CREATE UNIQUE INDEX CONCURRENTLY %s ON %s (%s)".formatted(constraint, name, list(columns)));
                statements.add(
                        "ALTER TABLE %1$s ADD CONSTRAINT %2$s UNIQUE USING INDEX %2$s".formatted(name, constraint));
            }
        }
        return statements;
    }

    /** What makes the file's references hold. */
    public static List<String> foreignKeys(String schema, String table, TargetOptions options) {
        var name = FunctionSql.qualified(schema, table);
        var statements = new ArrayList<String>();
        for (var key : options.foreignKeys()) {
            var constraint = constraint(table, key.columns(), "fkey");
            var add = "ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s)"
                    .formatted(
                            name,
                            constraint,
                            list(key.columns()),
                            FunctionSql.qualified(schema, key.references()),
                            list(key.key()));
            if (options.partition() != null) {
                statements.add(add);
            } else {
                statements.add(add + " NOT VALID");
                statements.add("ALTER TABLE %s VALIDATE CONSTRAINT %s".formatted(name, constraint));
            }
        }
        return statements;
    }

    /** What adds checks to a table that someone else made. */
    public static List<String> checks(String schema, String table, List<String> conditions) {
        var name = FunctionSql.qualified(schema, table);
        var statements = new ArrayList<String>();
        for (int i = 0; i < conditions.size(); i++) {
            var constraint = constraint(table, List.of("back", Integer.toString(i + 1)), "check");
            statements.add("ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s) NOT VALID"
                    .formatted(name, constraint, conditions.get(i)));
            statements.add("ALTER TABLE %s VALIDATE CONSTRAINT %s".formatted(name, constraint));
        }
        return statements;
    }

    private static String constraint(String table, List<String> columns, String kind) {
        return Identifiers.quote(Identifiers.cut(table + "_" + String.join("_", columns) + "_" + kind));
    }

    private static String list(List<String> columns) {
        return columns.stream().map(Identifiers::quote).collect(joining(", "));
    }
}
