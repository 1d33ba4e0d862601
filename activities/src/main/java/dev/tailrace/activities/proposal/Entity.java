package dev.tailrace.activities.proposal;

import dev.tailrace.mappers.item.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items of one kind.
 *
 * @param shapes of the key's attributes of kind S; others have none
 * @param type the attribute that names the kind, and its value; null: the key does
 * @param items none only where the sample has none
 */
record Entity(Map<String, KeyShape> shapes, @Nullable TypeAttribute type, List<Item> items) {
    /** An attribute whose value is the kind of the item. */
    record TypeAttribute(String name, String value) {}

    int literals() {
        return shapes.values().stream().mapToInt(KeyShape::literals).sum();
    }

    int words() {
        return shapes.values().stream().mapToInt(s -> s.words().size()).sum();
    }
}
