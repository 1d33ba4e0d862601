package dev.tailrace.mappers.mapper;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts what rows say into an item without losing what they do not say. */
final class ItemMerge {
    private ItemMerge() {}

    /**
     * What the rows have changed, and all else as it is.
     *
     * @param back what comes back from the rows
     * @param base what comes back from the rows of the item as it is
     * @param item as it is
     */
    static Item merge(Item back, Item base, Item item) {
        return new Item(merge(back.attributes(), base.attributes(), item.attributes()));
    }

    private static SortedMap<String, Value> merge(
            SortedMap<String, Value> back, SortedMap<String, Value> base, SortedMap<String, Value> item) {
        var names = new TreeSet<String>(Utf8.ORDER);
        names.addAll(back.keySet());
        names.addAll(item.keySet());
        var merged = new TreeMap<String, Value>(Utf8.ORDER);
        for (var name : names) {
            var value = merge(back.get(name), base.get(name), item.get(name));
            if (value != null) {
                merged.put(name, value);
            }
        }
        return merged;
    }

    private static @Nullable Value merge(@Nullable Value back, @Nullable Value base, @Nullable Value item) {
        if (back == null ? base == null : back.equals(base)) {
            return item;
        }
        if (back instanceof Value.MapOf b && base instanceof Value.MapOf o && item instanceof Value.MapOf i) {
            return new Value.MapOf(merge(b.values(), o.values(), i.values()));
        }
        if (back instanceof Value.ListOf b && base instanceof Value.ListOf o && item instanceof Value.ListOf i) {
            return new Value.ListOf(merge(b.values(), o.values(), i.values()));
        }
        return back;
    }

    /** By place, which is what the rows of a list's elements have in their keys. */
    private static List<Value> merge(List<Value> back, List<Value> base, List<Value> item) {
        var merged = new ArrayList<Value>();
        for (int i = 0; i < back.size(); i++) {
            var value = i < base.size() && i < item.size() ? merge(back.get(i), base.get(i), item.get(i)) : back.get(i);
            merged.add(value == null ? back.get(i) : value);
        }
        return merged;
    }
}
