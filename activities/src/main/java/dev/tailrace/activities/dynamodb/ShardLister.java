package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.lane.ListedShard;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Lists the shards of a stream. */
final class ShardLister {
    private ShardLister() {}

    /** All of them, over all pages of DescribeStream. */
    static List<ListedShard> list(DynamoDbStreamsClient streams, String streamArn) {
        var shards = new ArrayList<ListedShard>();
        String from = null;
        do {
            var description = streams.describeStream(DescribeStreamRequest.builder()
                            .streamArn(streamArn)
                            .exclusiveStartShardId(from)
                            .build())
                    .streamDescription();
            description.shards().forEach(shard -> shards.add(listed(shard)));
            from = description.lastEvaluatedShardId();
        } while (from != null);
        return shards;
    }

    private static ListedShard listed(Shard shard) {
        var range = shard.sequenceNumberRange();
        return new ListedShard(
                shard.shardId(),
                shard.parentShardId(),
                range.startingSequenceNumber(),
                range.endingSequenceNumber() != null);
    }
}
