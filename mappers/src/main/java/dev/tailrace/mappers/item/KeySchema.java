package dev.tailrace.mappers.item;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The primary key of a source table.
 *
 * @param sort null where the table has a partition key only
 */
public record KeySchema(KeyAttribute partition, @Nullable KeyAttribute sort) {
    /** A key attribute and its scalar type. */
    public record KeyAttribute(String name, KeyType type) {}

    /** The scalar types a key can have. The names are DynamoDB's own. */
    public enum KeyType {
        S,
        N,
        B;

        /** Whether a value is of this type. */
        public boolean fits(Value value) {
            return switch (this) {
                case S -> value instanceof Value.Text;
                case N -> value instanceof Value.Num;
                case B -> value instanceof Value.Binary;
            };
        }
    }

    /** One or two attributes, partition first. */
    public List<KeyAttribute> attributes() {
        return Stream.of(partition, sort).filter(a -> a != null).toList();
    }

    /** The key attribute of that name; null if the key does not have it. */
    public @Nullable KeyAttribute attribute(String name) {
        if (partition.name().equals(name)) {
            return partition;
        }
        return sort != null && sort.name().equals(name) ? sort : null;
    }

    /**
     * Only the key attributes of an item.
     *
     * @throws IllegalArgumentException if it lacks one; no item of the source table does
     */
    public Item keyOf(Item item) {
        var key = new TreeMap<String, Value>(Utf8.ORDER);
        key.put(partition.name(), valueOf(item, partition));
        if (sort != null) {
            key.put(sort.name(), valueOf(item, sort));
        }
        return new Item(key);
    }

    /**
     * The source key that a text is.
     *
     * @param json a key as {@link DynamoJson} writes it
     * @throws IllegalArgumentException if no item of the source table can have it
     */
    public Item read(String json) {
        var key = DynamoJson.read(json);
        boolean fits = attributes().stream().allMatch(a -> {
            var value = key.get(a.name());
            return value != null && a.type().fits(value);
        });
        if (!fits || key.attributes().size() != attributes().size()) {
            throw new IllegalArgumentException("Cannot read a source key: the table's keys are others.");
        }
        return key;
    }

    private static Value valueOf(Item item, KeyAttribute attribute) {
        var value = item.get(attribute.name());
        if (value == null) {
            throw new IllegalArgumentException(
                    "Cannot take the key of an item: it lacks the key attribute " + attribute.name() + ".");
        }
        return value;
    }
}
