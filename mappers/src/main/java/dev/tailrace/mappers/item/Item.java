package dev.tailrace.mappers.item;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One item of a source table: attribute names to values, sorted by {@link Utf8#ORDER}. Immutable and thread-safe.
 *
 * @param attributes never null, no null values
 */
public record Item(SortedMap<String, Value> attributes) {
    /** The value of an attribute, or null where the item does not have it. */
    public @Nullable Value get(String attribute) {
        return attributes.get(attribute);
    }
}
