package dev.tailrace.activities.index;

import dev.tailrace.mappers.mapping.Identifiers;
import java.util.List;

/**
 * An index that a target table is to have.
 *
 * @param source the source's index, e.g. {@code global index ByCustomer}
 * @param schema the table's
 * @param name of the index; Postgres has one of a name per schema
 * @param columns in order
 * @param ddl the statement that builds it beside writers, outside of a transaction
 */
public record TargetIndex(String source, String schema, String table, String name, List<String> columns, String ddl) {
    public TargetIndex {
        columns = List.copyOf(columns);
    }

    /** The statement that makes it at once, with writers kept out: for a partitioned table, which has no other. */
    public TargetIndex onPartitions() {
        return new TargetIndex(
                source,
                schema,
                table,
                name,
                columns,
                "CREATE INDEX IF NOT EXISTS %s ON %s %s".formatted(Identifiers.quote(name), tableName(), definition()));
    }

    /** The same of one partition. */
    TargetIndex of(String partition) {
        var its = Identifiers.cut(partition + "_" + name);
        return new TargetIndex(
                source,
                schema,
                partition,
                its,
                columns,
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS %s ON %s %s"
                        .formatted(
                                Identifiers.quote(its),
                                Identifiers.quote(schema) + "." + Identifiers.quote(partition),
                                definition()));
    }

    /** What {@link #ddl} has behind the table. */
    String definition() {
        return ddl.substring(ddl.indexOf(" ON " + tableName())
                + " ON ".length()
                + tableName().length()
                + 1);
    }

    String tableName() {
        return Identifiers.quote(schema) + "." + Identifiers.quote(table);
    }
}
