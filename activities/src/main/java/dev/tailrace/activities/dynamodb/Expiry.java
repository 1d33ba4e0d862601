package dev.tailrace.activities.dynamodb;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** The attribute by which a table's items expire. */
public final class Expiry {
    private Expiry() {}

    /** Null where they do not. */
    public static @Nullable String attribute(DynamoDbClient dynamo, String table) {
        var description = dynamo.describeTimeToLive(d -> d.tableName(table)).timeToLiveDescription();
        return description.timeToLiveStatus() == TimeToLiveStatus.ENABLED ? description.attributeName() : null;
    }
}
