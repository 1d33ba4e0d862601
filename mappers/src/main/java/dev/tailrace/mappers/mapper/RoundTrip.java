package dev.tailrace.mappers.mapper;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether an item comes back from its rows. Cheap enough for every item of a batch. Thread-safe. */
public final class RoundTrip {
    private RoundTrip() {}

    /**
     * The name of the first attribute, in {@link Utf8#ORDER}, that does not come back as it was; null if all do. Never throws: rows
     * that restore no item at all lose its first attribute.
     *
     * @param rows what the mapper made of the item
     */
    public static @Nullable String check(ReversibleMapper mapper, Item item, List<Row> rows) {
        Item back;
        try {
            if (mapper.surelyRestores(item, rows)) {
                return null;
            }
            back = mapper.unmap(rows);
        } catch (IllegalArgumentException noItem) {
            return item.attributes().isEmpty() ? "" : item.attributes().firstKey();
        }
        return firstDifference(
                item.attributes().entrySet().iterator(),
                back.attributes().entrySet().iterator());
    }

    /** Both in the same order: one pass. */
    private static @Nullable String firstDifference(
            Iterator<Map.Entry<String, Value>> wanted, Iterator<Map.Entry<String, Value>> got) {
        while (wanted.hasNext()) {
            var one = wanted.next();
            if (!got.hasNext()) {
                return one.getKey();
            }
            var other = got.next();
            if (!one.getKey().equals(other.getKey())) {
                return Utf8.ORDER.compare(one.getKey(), other.getKey()) < 0 ? one.getKey() : other.getKey();
            }
            if (!one.getValue().equals(other.getValue())) {
                return one.getKey();
            }
        }
        return got.hasNext() ? got.next().getKey() : null;
    }
}
