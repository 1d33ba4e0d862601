package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a row says what another says that was made of its item. An application that changes a column leaves in rest what that says of the
 * column's attribute, and one that makes a row may leave rest NULL: neither is lost, since the columns count ({@link RowInverse}).
 */
final class RestMatch {
    private final RowInverse inverse;
    private final List<AttributePath> governed = new ArrayList<>();

    private RestMatch(RowInverse inverse) {
        this.inverse = inverse;
        inverse.columns().forEach(column -> governed.add(column.path()));
        inverse.unpacked()
                .forEach(column -> governed.add(AttributePath.of(column.source().attribute())));
        inverse.templates().forEach(template -> governed.add(AttributePath.of(template.attribute())));
    }

    /** Of a rule's table. */
    static RestMatch of(ItemInverse inverse, boolean isCollection) {
        var match = new RestMatch(inverse.row());
        inverse.children().forEach(child -> match.governed.add(child.path()));
        if (isCollection) {
            // Where the parts of a text end that was changed: the parts that come back are compared themselves.
            match.governed.add(AttributePath.of(JoinedParts.NAME));
        }
        return match;
    }

    /** Of a table of the elements of lists. */
    static RestMatch ofElement(RowInverse inverse) {
        return new RestMatch(inverse);
    }

    boolean says(List<@Nullable String> row, List<@Nullable String> made) {
        var rest = inverse.rest();
        int at = rest == null ? -1 : rest.cell();
        for (int i = 0; i < row.size(); i++) {
            var cell = row.get(i);
            if (i != at && !(cell == null ? made.get(i) == null : cell.equals(made.get(i)))) {
                return false;
            }
        }
        return rest == null || says(rest, row.get(at), made.get(at));
    }

    private boolean says(RowInverse.Rest rest, @Nullable String row, @Nullable String made) {
        if (row != null && row.equals(made)) {
            return true;
        }
        try {
            var one = row == null
                    ? new Value.MapOf(new TreeMap<>(Utf8.ORDER))
                    : rest.type().decode(row);
            var other = made == null
                    ? new Value.MapOf(new TreeMap<>(Utf8.ORDER))
                    : rest.type().decode(made);
            return one instanceof Value.MapOf a && other instanceof Value.MapOf b
                    ? ungoverned(a).equals(ungoverned(b))
                    : one.equals(other);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private SortedMap<String, Value> ungoverned(Value.MapOf rest) {
        var left = new TreeMap<>(rest.values());
        for (var path : governed) {
            path.put(left, null);
            for (int depth = path.steps().size() - 1; depth >= 0; depth--) {
                var outer = new AttributePath(path.attribute(), path.steps().subList(0, depth));
                if (outer.in(left) instanceof Value.MapOf map && map.values().isEmpty()) {
                    outer.put(left, null);
                }
            }
        }
        return left;
    }
}
