package dev.tailrace.mappers.mapping;

import static java.util.stream.Collectors.joining;

import dev.tailrace.mappers.mapper.TargetTable;
import java.util.ArrayList;
import java.util.List;

/** The DDL of target tables. Every name is quoted. */
public final class TargetDdl {
    private TargetDdl() {}

    /**
     * The statements that create a table: the table with its primary key, then a comment per column that names what of the source
     * it holds. They fail if the table exists.
     *
     * @param schema unquoted; exists already
     */
    public static List<String> createTable(String schema, TargetTable table) {
        var name = Identifiers.quote(schema) + "." + Identifiers.quote(table.name());
        var statements = new ArrayList<String>();
        var key = table.key();
        var columns = table.columns().stream()
                .map(c -> "  " + Identifiers.quote(c.name()) + " " + c.type().ddl()
                        + (key.contains(c) ? " NOT NULL" : ""))
                .collect(joining(",\n"));
        var primaryKey = key.stream().map(c -> Identifiers.quote(c.name())).collect(joining(", "));
        statements.add("CREATE TABLE " + name + " (\n" + columns + ",\n  PRIMARY KEY (" + primaryKey + ")\n)");
        for (var column : table.columns()) {
            statements.add("COMMENT ON COLUMN " + name + "." + Identifiers.quote(column.name()) + " IS '"
                    + column.from().replace("'", "''") + "'");
        }
        return statements;
    }
}
