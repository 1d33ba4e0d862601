package dev.tailrace.mappers.item;

import java.util.List;
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
        B
    }

    /** One or two attributes, partition first. */
    public List<KeyAttribute> attributes() {
        return Stream.of(partition, sort).filter(a -> a != null).toList();
    }
}
