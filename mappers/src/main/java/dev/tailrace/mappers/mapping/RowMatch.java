package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.TypedJsonMatch;
import dev.tailrace.mappers.item.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a row restores its item, told without making the item: attribute by attribute, as {@link RowInverse} would. What it says yes to
 * comes back; where it says no, {@link RowInverse} tells.
 */
final class RowMatch {
    private final RowInverse inverse;
    /** Whether all that the row restores is whole attributes, and rest says the others as it stands. */
    private final boolean able;

    private final Map<String, KeyPart> parts = new HashMap<>();
    private final Map<String, RowInverse.Column> columns = new HashMap<>();

    RowMatch(RowInverse inverse) {
        this.inverse = inverse;
        inverse.parts().forEach(part -> parts.put(part.attribute().name(), part));
        inverse.columns().forEach(column -> columns.put(column.path().attribute(), column));
        able = inverse.unpacked().isEmpty()
                && inverse.templates().isEmpty()
                && inverse.columns().stream()
                        .allMatch(column -> column.path().isAttribute()
                                && !parts.containsKey(column.path().attribute()))
                && inverse.rest() != null
                && inverse.rest().type() == ColumnTypes.JSONB;
    }

    /** @throws IllegalArgumentException if no item has such a row */
    boolean surely(Item item, List<@Nullable String> cells) {
        var rest = inverse.rest();
        var cell = rest == null ? null : cells.get(rest.cell());
        if (!able || cell == null) {
            return false;
        }
        var left = new TypedJsonMatch(cell);
        if (!left.take("{")) {
            return false;
        }
        int given = 0;
        for (var attribute : item.attributes().entrySet()) {
            var name = attribute.getKey();
            var value = attribute.getValue();
            var part = parts.get(name);
            var column = columns.get(name);
            if (part != null) {
                given++;
                if (!part.of(cells).equals(value)) {
                    return false;
                }
            } else if (column == null) {
                if (!left.takeName(name) || !left.take(value)) {
                    return false;
                }
            } else {
                given += cells.get(column.cell()) == null ? 0 : 1;
                if (!gives(column, cells.get(column.cell()), value, left)) {
                    return false;
                }
            }
        }
        return left.take("}") && left.atEnd() && given == parts.size() + filled(cells);
    }

    private static boolean gives(RowInverse.Column column, @Nullable String cell, Value value, TypedJsonMatch left) {
        if (left.takeName(column.path().attribute())) {
            return left.take(value) && RowInverse.means(column.type(), value, cell);
        }
        if (cell == null) {
            return false;
        }
        return column.type() == ColumnTypes.JSONB
                ? TypedJsonMatch.is(cell, value)
                : column.type().decode(cell).equals(value);
    }

    private int filled(List<@Nullable String> cells) {
        int filled = 0;
        for (var column : inverse.columns()) {
            filled += cells.get(column.cell()) == null ? 0 : 1;
        }
        return filled;
    }
}
