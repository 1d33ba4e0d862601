package dev.tailrace.activities.engine;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.Item;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of the bench's table. */
public final class Items {
    private Items() {}

    public static Item key(String id) {
        return Attributes.toItem(Map.of("id", AttributeValue.fromS(id)));
    }

    /** An item whose row is at grp/id. */
    public static Item item(String id, String grp, int n) {
        return Attributes.toItem(Map.of(
                "id", AttributeValue.fromS(id), "grp", AttributeValue.fromS(grp), "n", AttributeValue.fromN("" + n)));
    }

    /** An item that the mapper refuses. */
    public static Item bad(String id, String grp) {
        var attributes = new HashMap<>(Attributes.toAttributes(item(id, grp, 0)));
        attributes.put("n", AttributeValue.fromS("not a number"));
        return Attributes.toItem(attributes);
    }
}
