package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.problem.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a row of each element of a list. */
final class ChildMaker {
    private static final String[] NO_FIELDS = {};

    private final AttributePath path;
    private final Layout layout;
    private final boolean hasRest;

    /** @param table as all rules that write it see it */
    ChildMaker(CompiledChild child, RowTable table) {
        this.path = child.path();
        this.layout = new Layout(
                table,
                table.keySize(),
                child.sources().toArray(ColumnSource[]::new),
                child.taken(),
                Layout.paths(child.sources(), child.taken()),
                new String[0],
                Set.of());
        this.hasRest = child.rest() != null;
    }

    AttributePath path() {
        return path;
    }

    /** Whether the rows say all of the attribute; an empty list has none, and what is no list has none either. */
    boolean takes(Item item) {
        return path.in(item.attributes()) instanceof Value.ListOf list
                && !list.values().isEmpty();
    }

    /** Adds the rows; null if all were made. */
    Mapped.@Nullable Refused makeInto(List<Row> rows, Item item, Row parent) {
        if (!(path.in(item.attributes()) instanceof Value.ListOf list)) {
            return null;
        }
        int place = 0;
        for (var element : list.values()) {
            var cells = new String[layout.table().columns().size()];
            int parentKey = parent.table().keySize();
            for (int i = 0; i < parentKey; i++) {
                cells[i] = parent.cells().get(i);
            }
            cells[parentKey] = Integer.toString(place);
            var refused = fill(cells, element);
            if (refused != null) {
                return new Mapped.Refused(
                        refused.code(),
                        "In " + Shown.name(path.isAttribute() ? path.attribute() : path.toString()) + "[" + place
                                + "]: " + refused.reason());
            }
            rows.add(new Row(layout.table(), Arrays.asList(cells)));
            place++;
        }
        return null;
    }

    /** What is no map stands in rest as it is: the rest of a map is an object, and nothing else is one. */
    private Mapped.@Nullable Refused fill(@Nullable String[] cells, Value element) {
        if (element instanceof Value.MapOf map) {
            return new RowFiller(layout, new Item(map.values()), NO_FIELDS, cells).fill();
        }
        if (!hasRest) {
            return RowMaker.refused(
                    Code.M022,
                    "The element is " + element.kind() + ", not M, and "
                            + layout.table().name() + " has no rest column for it.");
        }
        return new RowFiller(layout, new Item(new TreeMap<>()), NO_FIELDS, cells).fillRest(element);
    }
}
