package dev.tailrace.bench.change;

import dev.tailrace.bench.run.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What the source allows: every record of the tables' streams read, decoded and thrown away, the shards side by side. */
final class StreamAlone {
    private static final int PAGE = 1_000;

    private StreamAlone() {}

    /** Records a second, of streams that no one writes to. */
    static double recordsPerSecond(DynamoDbClient dynamo, DynamoDbStreamsClient streams, List<String> tables)
            throws InterruptedException {
        var reads = new ArrayList<Callable<Long>>();
        for (var table : tables) {
            var stream = dynamo.describeTable(t -> t.tableName(table)).table().latestStreamArn();
            for (var shard : shards(streams, stream)) {
                reads.add(() -> read(streams, stream, shard));
            }
        }
        // Twice: the first time this JVM's code is compiled.
        Places.run(reads);
        var done = Places.run(reads);
        return done.sum() / done.seconds();
    }

    private static List<Shard> shards(DynamoDbStreamsClient streams, String stream) {
        var shards = new ArrayList<Shard>();
        String[] last = {null};
        do {
            var page = streams.describeStream(s -> s.streamArn(stream).exclusiveStartShardId(last[0]))
                    .streamDescription();
            shards.addAll(page.shards());
            last[0] = page.lastEvaluatedShardId();
        } while (last[0] != null);
        return shards;
    }

    private static long read(DynamoDbStreamsClient streams, String stream, Shard shard) {
        long records = 0;
        String iterator = streams.getShardIterator(i ->
                        i.streamArn(stream).shardId(shard.shardId()).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (iterator != null) {
            String from = iterator;
            var page = streams.getRecords(r -> r.shardIterator(from).limit(PAGE));
            records += page.records().size();
            iterator = page.records().isEmpty() ? null : page.nextShardIterator();
        }
        return records;
    }
}
