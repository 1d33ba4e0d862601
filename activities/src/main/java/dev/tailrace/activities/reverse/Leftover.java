package dev.tailrace.activities.reverse;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a collection without {@code rest} leaves behind of a part: it stays when the part is written back (R10). Pure; thread-safe. */
final class Leftover {
    private Leftover() {}

    /**
     * A part together with what the mapping left behind at the source.
     *
     * @param part what the row says
     * @param there the part as it is at the source
     * @param known what the row of that one says: whatever else it has is not at the target
     */
    static Item kept(Item part, Item there, Item known) {
        return new Item(with(part.attributes(), without(there.attributes(), known.attributes())));
    }

    /** What of the values the others lack; of an object in an object likewise. */
    private static SortedMap<String, Value> without(SortedMap<String, Value> values, SortedMap<String, Value> others) {
        var left = new TreeMap<String, Value>(Utf8.ORDER);
        values.forEach((name, value) -> {
            var other = others.get(name);
            if (other == null) {
                left.put(name, value);
            } else if (value instanceof Value.MapOf(var inner) && other instanceof Value.MapOf(var known)) {
                var deeper = without(inner, known);
                if (!deeper.isEmpty()) {
                    left.put(name, new Value.MapOf(deeper));
                }
            }
        });
        return left;
    }

    /** What the target says counts where both say something. */
    private static SortedMap<String, Value> with(SortedMap<String, Value> values, SortedMap<String, Value> left) {
        var all = new TreeMap<String, Value>(Utf8.ORDER);
        all.putAll(values);
        left.forEach((name, value) -> all.merge(
                name,
                value,
                (said, kept) -> said instanceof Value.MapOf(var inner) && kept instanceof Value.MapOf(var more)
                        ? new Value.MapOf(with(inner, more))
                        : said));
        return Collections.unmodifiableSortedMap(all);
    }
}
