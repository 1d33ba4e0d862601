package dev.tailrace.activities.plan;

import dev.tailrace.activities.postgres.ddl.ObjectsSql;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;
import org.jooq.DSLContext;

/** The table of objects next to a target table, as it is now. */
final class ObjectsTable {
    private static final String COLUMNS = """
            select attname || ' ' || format_type(atttypid, atttypmod)
                     || case attcollation when '"C"'::regcollation then ' COLLATE "C"' else '' end
              from pg_attribute
             where attrelid = to_regclass(?) and attnum > 0 and not attisdropped
             order by attnum""";

    private static final String WRITABLE =
            "select has_table_privilege(?, 'SELECT') and has_table_privilege(?, 'INSERT') and has_table_privilege(?, 'UPDATE')";

    private final DSLContext sql;
    private final String schema;
    private final String table;
    private final String name;
    private final List<String> columns;

    ObjectsTable(DSLContext sql, String schema, String table) {
        this.sql = sql;
        this.schema = schema;
        this.table = table;
        name = ObjectsSql.qualified(schema, table);
        columns = sql.fetch(COLUMNS, name).getValues(0, String.class);
    }

    /** What makes it, where it is not there. */
    List<String> ddl() {
        return columns.isEmpty() ? ObjectsSql.create(schema, table) : List.of();
    }

    List<Problem> problems() {
        if (columns.isEmpty()) {
            return List.of();
        }
        if (!columns.equals(ObjectsSql.columns())) {
            return List.of(Problem.of(
                    Code.T004,
                    "table " + name,
                    "Objects of S3 are to be in it: it has the columns %s; %s are wanted."
                            .formatted(String.join(", ", columns), String.join(", ", ObjectsSql.columns()))));
        }
        return sql.fetchSingle(WRITABLE, name, name, name).get(0, boolean.class)
                ? List.of()
                : List.of(Problem.of(
                        Code.T005,
                        "table " + name,
                        "The worker may not write it.",
                        "GRANT SELECT, INSERT, UPDATE ON %s TO the worker's user;\nThen run: tailrace retry NAME"
                                .formatted(name)));
    }

    /** Whether the pointers of a column can be walked in their order. */
    boolean hasIndex(String column) {
        return sql.fetchSingle("select to_regclass(?) is not null", ObjectsSql.indexName(schema, table, column))
                .get(0, boolean.class);
    }
}
