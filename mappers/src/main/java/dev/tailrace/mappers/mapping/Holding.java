package dev.tailrace.mappers.mapping;

import java.util.List;

/**
 * Where a target table has an attribute's value.
 *
 * @param table the target table's name
 * @param attribute of the source
 * @param columns at least one: the column that holds it as it is, or those of its template's fields, in the template's order
 */
public record Holding(String table, String attribute, List<String> columns) {
    public Holding {
        columns = List.copyOf(columns);
    }
}
