package dev.tailrace.activities.dynamodb;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Refuses an answer that lacks what DynamoDB always says. An empty one, as a proxy may give, would read as the end of a segment
 * or of a shard: what comes behind would be lost in silence. Stateless; thread-safe.
 *
 * <p>The parts are those that the service always sends (source: DynamoDB API reference), seen of DynamoDB Local, too.
 */
public final class AnswerCheck implements ExecutionInterceptor {
    @Override
    public void afterUnmarshalling(Context.AfterUnmarshalling context, ExecutionAttributes attributes) {
        var lacks = context.request() instanceof GetItemRequest asked
                ? item(asked, context.response())
                : lacking(context.response());
        if (lacks != null) {
            throw new StrangeAnswer(context.request().getClass().getSimpleName().replace("Request", ""), lacks);
        }
    }

    /** That there is no item is said by an empty answer: only what else was asked for tells it from none. */
    private static @Nullable String item(GetItemRequest asked, SdkResponse answer) {
        return asked.returnConsumedCapacity() == ReturnConsumedCapacity.TOTAL
                        && answer instanceof GetItemResponse item
                        && item.consumedCapacity() == null
                ? "ConsumedCapacity"
                : null;
    }

    private static @Nullable String lacking(SdkResponse answer) {
        return switch (answer) {
            case DescribeTableResponse described -> table(described.table());
            case DescribeTimeToLiveResponse ttl -> ttl.timeToLiveDescription() == null ? "TimeToLiveDescription" : null;
            case ScanResponse page -> page.count() == null ? "Count" : null;
            case QueryResponse page -> page.count() == null ? "Count" : null;
            case BatchGetItemResponse items -> items.hasResponses() ? null : "Responses";
            case GetShardIteratorResponse iterator -> iterator.shardIterator() == null ? "ShardIterator" : null;
            case DescribeStreamResponse stream -> stream(stream);
            case GetRecordsResponse page -> records(page);
            default -> null;
        };
    }

    private static @Nullable String table(@Nullable TableDescription table) {
        if (table == null) {
            return "Table";
        }
        if (table.tableStatus() == null) {
            return "TableStatus";
        }
        boolean known = table.keySchema().stream()
                .allMatch(key -> table.attributeDefinitions().stream()
                        .anyMatch(d -> d.attributeName().equals(key.attributeName())));
        return table.keySchema().isEmpty() || !known ? "key" : null;
    }

    private static @Nullable String stream(DescribeStreamResponse answer) {
        var stream = answer.streamDescription();
        if (stream == null || !stream.hasShards()) {
            return "StreamDescription";
        }
        return stream.shards().stream().allMatch(AnswerCheck::isWhole) ? null : "shard's range";
    }

    private static boolean isWhole(Shard shard) {
        return shard.shardId() != null
                && shard.sequenceNumberRange() != null
                && shard.sequenceNumberRange().startingSequenceNumber() != null;
    }

    private static @Nullable String records(GetRecordsResponse page) {
        if (!page.hasRecords()) {
            return "Records";
        }
        return page.records().stream().allMatch(AnswerCheck::isWhole) ? null : "record's key and number";
    }

    private static boolean isWhole(Record record) {
        var change = record.dynamodb();
        return change != null
                && change.sequenceNumber() != null
                && change.hasKeys()
                && change.approximateCreationDateTime() != null;
    }
}
