package dev.tailrace.activities.index;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tailrace.mappers.mapping.Identifiers;
import java.util.List;

/**
 * An index that a target table is to have.
 *
 * @param source the source's index, e.g. {@code global index ByCustomer}
 * @param schema the table's
 * @param name of the index; Postgres has one of a name per schema
 * @param columns in order
 * @param definition what stands behind the table in its statement
 * @param concurrent whether the statement lets writers go on; on a partitioned table Postgres has none that does
 */
public record TargetIndex(
        String source,
        String schema,
        String table,
        String name,
        List<String> columns,
        String definition,
        boolean concurrent) {
    public TargetIndex {
        columns = List.copyOf(columns);
    }

    /**
     * The statement that builds it. One that is concurrent must not run in a transaction. It does nothing if there is an index of
     * the name, valid or not.
     */
    @JsonProperty
    public String ddl() {
        return "CREATE INDEX %sIF NOT EXISTS %s ON %s %s"
                .formatted(concurrent ? "CONCURRENTLY " : "", Identifiers.quote(name), tableName(), definition);
    }

    /** The same of a table that is partitioned. */
    public TargetIndex onPartitions() {
        return new TargetIndex(source, schema, table, name, columns, definition, false);
    }

    /** The same of one partition. */
    public TargetIndex of(String partition) {
        var its = Identifiers.cut(partition + "_" + name);
        return new TargetIndex(source, schema, partition, its, columns, definition, true);
    }

    /** With its schema, for SQL. */
    public String tableName() {
        return Identifiers.qualified(schema, table);
    }
}
