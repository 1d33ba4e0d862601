package dev.tailrace.activities.postgres.ddl;

import static dev.tailrace.mappers.column.Bounds.literal;

import dev.tailrace.activities.file.TargetOptions.Objects;
import dev.tailrace.mappers.mapping.Identifiers;
import java.util.List;

/** The table next to a target table that holds the objects of S3 its rows point to, by pointer. */
public final class ObjectsSql {
    /** Bytes of {@code s3://}, a bucket's name, a slash and a key (source: AWS, naming rules of buckets and of object keys). */
    private static final int LONGEST_POINTER = 5 + 63 + 1 + 1024;

    private ObjectsSql() {}

    /** The table's name for SQL. */
    public static String qualified(String schema, String table) {
        return Identifiers.qualified(schema, Objects.tableOf(table));
    }

    /** Its columns, in order, with their types as Postgres names them. */
    public static List<String> columns() {
        return List.of(
                "pointer text COLLATE \"C\"",
                "content bytea",
                "etag text",
                "type text",
                "read_at timestamp with time zone",
                "problem text",
                "attempts integer",
                "again_at timestamp with time zone");
    }

    /** The statements that make it. */
    public static List<String> create(String schema, String table) {
        var name = qualified(schema, table);
        return List.of(
                "CREATE TABLE %s (\n  %s,\n  PRIMARY KEY (pointer)\n)".formatted(name, String.join(",\n  ", columns())),
                "COMMENT ON TABLE %s IS %s"
                        .formatted(
                                name,
                                literal("Objects of S3 that rows of " + table
                                        + " point to, each read once. Delete a row to have its object read again.")));
    }

    /** The statement that makes the index by which pointers are walked; one longer than any name of S3 is not in it. */
    public static String index(String schema, String table, String column) {
        return "CREATE INDEX %s ON %s (%s COLLATE \"C\") WHERE %s"
                .formatted(
                        Identifiers.quote(index(table, column)),
                        Identifiers.qualified(schema, table),
                        Identifiers.quote(column),
                        pointer(Identifiers.quote(column)));
    }

    /** The index's name with its schema, for SQL. */
    public static String indexName(String schema, String table, String column) {
        return Identifiers.qualified(schema, index(table, column));
    }

    private static String index(String table, String column) {
        return Identifiers.cut(Objects.tableOf(table) + "_" + column);
    }

    /** Whether a column's value can be a pointer, in the words of the index. */
    public static String pointer(String column) {
        return "octet_length(%s) <= %d".formatted(column, LONGEST_POINTER);
    }
}
