package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.store.ChangeFeed.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A table's stream. */
final class StreamSwitch {
    private StreamSwitch() {}

    /**
     * Enables the table's stream unless it is; to be called again until it answers.
     *
     * @return the stream's ARN once the table is ACTIVE and the stream is seen ENABLED (R0), else null
     */
    static @Nullable String enable(DynamoDbClient dynamo, DynamoDbStreamsClient streams, String table) {
        var description = describe(dynamo, table);
        if (description.tableStatus() != TableStatus.ACTIVE) {
            return null;
        }
        if (!isOn(description)) {
            dynamo.updateTable(u -> u.tableName(table)
                    .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
            description = describe(dynamo, table);
        }
        var arn = description.latestStreamArn();
        if (description.tableStatus() != TableStatus.ACTIVE || !isOn(description) || arn == null) {
            return null;
        }
        var status = streams.describeStream(d -> d.streamArn(arn))
                .streamDescription()
                .streamStatus();
        return status == StreamStatus.ENABLED ? arn : null;
    }

    /** Switches it off, where it is on. */
    static void disable(DynamoDbClient dynamo, String table) {
        if (isOn(describe(dynamo, table))) {
            try {
                dynamo.updateTable(u -> u.tableName(table).streamSpecification(s -> s.streamEnabled(false)));
            } catch (ResourceInUseException busy) {
                throw new IllegalStateException("Cannot disable the stream: the table is being changed", busy);
            }
        }
    }

    static Stream state(DynamoDbClient dynamo, String table) {
        var description = describe(dynamo, table);
        return new Stream(isOn(description), description.latestStreamArn());
    }

    private static TableDescription describe(DynamoDbClient dynamo, String table) {
        return dynamo.describeTable(d -> d.tableName(table)).table();
    }

    static boolean isOn(TableDescription table) {
        return table.streamSpecification() != null
                && Boolean.TRUE.equals(table.streamSpecification().streamEnabled());
    }
}
