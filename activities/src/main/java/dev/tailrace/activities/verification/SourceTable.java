package dev.tailrace.activities.verification;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table to read, and the client to do it with. */
record SourceTable(DynamoDbClient dynamo, String name, KeySchema keys) {
    static SourceTable of(LoadedTable table) {
        return new SourceTable(table.dynamo(), table.spec().from(), table.keys());
    }

    /** The item; empty for Tailrace's own. */
    static Optional<Item> item(Map<String, AttributeValue> attributes) {
        return attributes.containsKey(LoadedTable.TOKEN)
                ? Optional.empty()
                : Optional.of(Attributes.toItem(attributes));
    }
}
