package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Row;
import java.util.List;

/** The way back from the rows of a table and its children to the item. */
record ItemInverse(RowInverse row, List<ChildInverse> children) {
    ItemInverse {
        children = List.copyOf(children);
    }

    /** @throws IllegalArgumentException if no item can have these rows */
    Item item(Row parent, List<Row> rows) {
        var attributes = row.attributes(parent.cells());
        int used = 1;
        for (var child : children) {
            var list = child.list(rows, parent);
            if (!list.isEmpty()) {
                child.path().put(attributes, new Value.ListOf(list));
                used += list.size();
            }
        }
        if (used != rows.size()) {
            throw new IllegalArgumentException("Cannot restore an item: these are not the rows of one.");
        }
        return new Item(attributes);
    }
}
