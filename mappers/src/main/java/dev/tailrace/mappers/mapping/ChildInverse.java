package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The way back from the rows of a child table to the list. */
record ChildInverse(AttributePath path, String table, RowInverse element) {
    /**
     * The list; empty where there are no rows.
     *
     * @param rows of an item; those of other tables are passed over
     * @param parent the item's row of the parent table
     * @throws IllegalArgumentException if a row is of another parent, or two have the same place
     */
    List<Value> list(List<Row> rows, Row parent) {
        var byPlace = new TreeMap<Integer, Value>();
        int parentKey = parent.table().keySize();
        for (var row : rows) {
            if (!row.table().name().equals(table)) {
                continue;
            }
            if (!row.cells().subList(0, parentKey).equals(parent.cells().subList(0, parentKey))) {
                throw new IllegalArgumentException("Cannot restore an item: a row of " + table + " is of another.");
            }
            var place = place(String.valueOf(row.cells().get(parentKey)));
            if (byPlace.put(place, element.element(row.cells())) != null) {
                throw new IllegalArgumentException("Cannot restore an item: two rows of " + table + " are one place.");
            }
        }
        return new ArrayList<>(byPlace.values());
    }

    /** @throws IllegalArgumentException if the cell is no place in a list */
    static int place(String cell) {
        try {
            int place = Integer.parseInt(cell);
            if (place >= 0 && Integer.toString(place).equals(cell)) {
                return place;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Cannot find the source key: a place in a list is not a number.", e);
        }
        throw new IllegalArgumentException("Cannot find the source key: there is no such place in a list.");
    }
}
