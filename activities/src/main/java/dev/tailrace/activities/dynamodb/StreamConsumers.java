package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DestinationStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Who else reads a table's changes, as far as can be seen, in sentences. For one thread. */
final class StreamConsumers {
    private final DynamoDbClient dynamo;
    private final TableSpec spec;
    private final TableDescription table;
    private final List<String> consumers = new ArrayList<>();

    StreamConsumers(DynamoDbClient dynamo, TableSpec spec, TableDescription table) {
        this.dynamo = dynamo;
        this.spec = spec;
        this.table = table;
    }

    List<String> read() {
        if (!table.replicas().isEmpty()) {
            var regions = table.replicas().stream()
                    .map(r -> String.valueOf(r.regionName()))
                    .sorted()
                    .collect(Collectors.joining(", "));
            consumers.add(
                    "It is a global table (%s): replication is one reader of each shard, so only one more is supported."
                            .formatted(regions));
        }
        readKinesisDestinations();
        consumers.add(
                "Lambda functions and other readers of the stream cannot be seen from here: DynamoDB supports two readers"
                        + " per shard, and Tailrace is one.");
        if (spec.tokens()) {
            consumers.add("Tokens: every reader of the stream sees the marked items that Tailrace writes and removes.");
        }
        return consumers;
    }

    private void readKinesisDestinations() {
        try {
            dynamo
                    .describeKinesisStreamingDestination(d -> d.tableName(spec.from()))
                    .kinesisDataStreamDestinations()
                    .stream()
                    .filter(d -> d.destinationStatus() == DestinationStatus.ACTIVE)
                    .map(d -> "Kinesis data stream %s gets the table's changes.".formatted(d.streamArn()))
                    .sorted()
                    .forEach(consumers::add);
        } catch (SdkException e) {
            // DynamoDB Local does not know the operation.
            if (!ErrorCode.shown(e).equals("UnknownOperationException")) {
                consumers.add("Whether Kinesis gets the table's changes could not be read (%s)."
                        .formatted(ErrorCode.shown(e)));
            }
        }
    }
}
