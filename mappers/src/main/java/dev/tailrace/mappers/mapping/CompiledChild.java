package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A child of a rule: a table that gets a row for each element of a list.
 *
 * @param rule the rule's place in the mapping
 * @param pointer where it is defined
 * @param parent the rule's table
 * @param path the list
 * @param table its key is the parent's and the element's place
 * @param sources of the columns behind the key, from the element's entries
 * @param taken entries that {@code rest} does not get, if their values came into their columns exactly
 * @param inverse from a row to the element
 */
record CompiledChild(
        int rule,
        String pointer,
        String parent,
        AttributePath path,
        RowTable table,
        List<ColumnSource> sources,
        Set<String> taken,
        RowInverse inverse) {
    /** The list as files name it. */
    String attribute() {
        return path.isAttribute() ? path.attribute() : path.toString();
    }

    /** The type of the rest; null if there is none. */
    @Nullable
    CellType rest() {
        return inverse.rest() == null ? null : inverse.rest().type();
    }
}
