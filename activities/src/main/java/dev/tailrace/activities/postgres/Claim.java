package dev.tailrace.activities.postgres;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.RowKey;

/**
 * An item that may live at a target key of an owned table (R6).
 *
 * @param sourceKey of the item, as DynamoDB JSON
 */
public record Claim(RowKey key, String sourceKey) {
    /** The key attributes of the item. */
    public Item item() {
        return DynamoJson.read(sourceKey);
    }

    /** Of the source key. */
    public String sourceDigest() {
        return Digests.sourceKey(item());
    }
}
