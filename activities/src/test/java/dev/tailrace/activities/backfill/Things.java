package dev.tailrace.activities.backfill;

import dev.tailrace.activities.LocalDynamoDb;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The source table that a bench's mapping is of, with items of 100 bytes. */
final class Things {
    private Things() {}

    static void create(LocalDynamoDb dynamo, int items) {
        var tables = dynamo.tables();
        tables.createTable(t -> t.tableName("Things")
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .provisionedThroughput(p -> p.readCapacityUnits(100L).writeCapacityUnits(100L)));
        for (int i = 0; i < items; i++) {
            int number = i;
            tables.putItem(p -> p.tableName("Things")
                    .item(Map.of(
                            "id", AttributeValue.fromS("item" + number),
                            "grp", AttributeValue.fromS("g"),
                            "n", AttributeValue.fromN("1"),
                            "more", AttributeValue.fromS("x".repeat(75)))));
        }
    }
}
