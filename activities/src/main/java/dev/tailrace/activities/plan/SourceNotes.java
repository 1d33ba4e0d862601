package dev.tailrace.activities.plan;

import dev.tailrace.activities.dynamodb.ErrorCode;
import dev.tailrace.activities.dynamodb.Expiry;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DestinationStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What a plan says about a source table beside its numbers. What cannot be read here is said, and stops nothing. */
final class SourceNotes {
    private final DynamoDbClient dynamo;
    private final TableSpec spec;
    private final TableDescription table;
    private final List<String> consumers = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final @Nullable String ttl;

    SourceNotes(DynamoDbClient dynamo, TableSpec spec, TableDescription table) {
        this.dynamo = dynamo;
        this.spec = spec;
        this.table = table;
        this.ttl = readTtl();
        readConsumers();
    }

    @Nullable
    String ttl() {
        return ttl;
    }

    /**
     * @param indexes that are not carried over
     * @param more warnings from elsewhere
     */
    TablePlan.Notes notes(List<String> indexes, List<String> more) {
        var all = Stream.concat(warnings.stream(), more.stream()).toList();
        return new TablePlan.Notes(notCopied(indexes), leftBehind(), consumers, all, permissions(), List.of());
    }

    private List<String> notCopied(List<String> indexes) {
        var sentences = new ArrayList<>(indexes);
        if (ttl != null) {
            sentences.add(
                    "Expiry by attribute %s: items are copied whether expired or not, DynamoDB's own deletions are applied"
                                    .formatted(ttl)
                            + " as deletions, and nothing expires at the target.");
        }
        return sentences;
    }

    private List<String> leftBehind() {
        var sentences = new ArrayList<String>();
        var rules = spec.rules().map(MappingSpec::rules).orElse(List.of());
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).rest() == null && !rules.get(i).skip()) {
                sentences.add("Rule %d, into %s, has no rest: attributes that it does not name stay behind."
                        .formatted(i + 1, rules.get(i).into()));
            }
        }
        return sentences;
    }

    private @Nullable String readTtl() {
        try {
            return Expiry.attribute(dynamo, spec.from());
        } catch (SdkException e) {
            warnings.add("Whether items expire could not be read (%s).".formatted(ErrorCode.shown(e)));
            return null;
        }
    }

    private void readConsumers() {
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

    private List<String> permissions() {
        var actions = new TreeSet<>(List.of(
                "dynamodb:DescribeKinesisStreamingDestination",
                "dynamodb:DescribeStream",
                "dynamodb:DescribeTable",
                "dynamodb:DescribeTimeToLive",
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator",
                "dynamodb:Scan"));
        if (!SourceSurvey.streamIsOn(table)) {
            actions.add("dynamodb:UpdateTable");
        }
        if (spec.rules().stream().flatMap(m -> m.rules().stream()).anyMatch(rule -> rule.collect() != null)) {
            actions.add("dynamodb:Query");
        }
        if (spec.tokens()) {
            actions.addAll(List.of("dynamodb:PutItem", "dynamodb:DeleteItem"));
        }
        if (spec.targets().values().stream().anyMatch(target -> target.objects() != null)) {
            actions.add("s3:GetObject");
        }
        return List.copyOf(actions);
    }
}
