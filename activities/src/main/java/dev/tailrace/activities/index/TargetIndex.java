package dev.tailrace.activities.index;

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
}
