package dev.tailrace.activities.dynamodb;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The key of a source table. */
public final class Keys {
    private Keys() {}

    public static KeySchema of(DynamoDbClient dynamo, String table) {
        return of(dynamo.describeTable(d -> d.tableName(table)).table());
    }

    public static KeySchema of(TableDescription table) {
        @Nullable KeyAttribute partition = null;
        @Nullable KeyAttribute sort = null;
        for (var element : table.keySchema()) {
            var attribute = new KeyAttribute(element.attributeName(), type(table, element.attributeName()));
            switch (element.keyType()) {
                case HASH -> partition = attribute;
                case RANGE -> sort = attribute;
                case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalStateException(
                            "Cannot read the key of " + table.tableName() + ": a key type unknown to this SDK version");
            }
        }
        if (partition == null) {
            throw new IllegalStateException("Cannot read the key of " + table.tableName() + ": no partition key");
        }
        return new KeySchema(partition, sort);
    }

    private static KeyType type(TableDescription table, String attribute) {
        return table.attributeDefinitions().stream()
                .filter(d -> d.attributeName().equals(attribute))
                .map(d -> KeyType.valueOf(d.attributeTypeAsString()))
                .findFirst()
                .orElseThrow();
    }
}
