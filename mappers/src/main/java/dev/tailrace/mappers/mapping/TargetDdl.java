package dev.tailrace.mappers.mapping;

import static java.util.stream.Collectors.joining;

import dev.tailrace.mappers.mapper.RowTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The DDL of target tables. Every name is quoted. */
public final class TargetDdl {
    private TargetDdl() {}

    /**
     * The statements that create a table: the table with its primary key, then a comment per column that names what of the source
     * it holds. They fail if the table exists.
     *
     * @param schema unquoted; exists already
     */
    public static List<String> createTable(String schema, RowTable table) {
        return createTable(schema, table, List.of(), null);
    }

    /**
     * The same with more to it.
     *
     * @param checks SQL conditions that rows must meet
     * @param range the column by whose ranges the table is partitioned, one of its key; null: it is not
     */
    public static List<String> createTable(String schema, RowTable table, List<String> checks, @Nullable String range) {
        var name = Identifiers.qualified(schema, table.name());
        var statements = new ArrayList<String>();
        var key = table.key();
        var columns = table.columns().stream()
                .map(c -> "  " + Identifiers.quote(c.name()) + " " + c.type().ddl()
                        + (key.contains(c) ? " NOT NULL" : ""))
                .collect(joining(",\n"));
        var primaryKey = key.stream().map(c -> Identifiers.quote(c.name())).collect(joining(", "));
        var conditions =
                checks.stream().map(check -> ",\n  CHECK (" + check + ")").collect(joining());
        var partitioned = range == null ? "" : " PARTITION BY RANGE (" + Identifiers.quote(range) + ")";
        statements.add("CREATE TABLE " + name + " (\n" + columns + ",\n  PRIMARY KEY (" + primaryKey + ")" + conditions
                + "\n)" + partitioned);
        for (var column : table.columns()) {
            statements.add("COMMENT ON COLUMN " + name + "." + Identifiers.quote(column.name()) + " IS '"
                    + column.from().replace("'", "''") + "'");
        }
        return statements;
    }

    /**
     * What an index is of: all that stands behind its table in the statement that creates it.
     *
     * @param columns the index's, in order
     * @param present only rows that have this column are in it; null: all are
     * @param included columns that it carries besides
     */
    public static String indexDefinition(List<String> columns, @Nullable String present, List<String> included) {
        return "(%s)%s%s"
                .formatted(
                        quoted(columns),
                        included.isEmpty() ? "" : " INCLUDE (" + quoted(included) + ")",
                        present == null ? "" : " WHERE " + Identifiers.quote(present) + " IS NOT NULL");
    }

    private static String quoted(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(joining(", "));
    }
}
