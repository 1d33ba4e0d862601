package dev.tailrace.mappers.item;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One item of a source table: attribute names to values, sorted by {@link Utf8#ORDER}. Immutable and thread-safe.
 *
 * @param attributes never null, no null values; not copied where they are in that order already: never change them afterwards
 */
public record Item(SortedMap<String, Value> attributes) {
    public Item {
        attributes = Value.inOrder(attributes);
    }

    /** An item of these attributes, in whatever order they are. */
    public static Item of(Map<String, Value> attributes) {
        return new Item(Value.inOrder(attributes));
    }

    /** The value of an attribute, or null where the item does not have it. */
    public @Nullable Value get(String attribute) {
        return attributes.get(attribute);
    }
}
