package dev.tailrace.bench.change;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What the source allows: every record of the tables' streams read, decoded and thrown away, the shards side by side. */
final class StreamAlone {
    private static final int PAGE = 1_000;
    private static final int PLACES = 4;

    private StreamAlone() {}

    /** Records a second, of streams that nobody writes to. */
    static double recordsPerSecond(DynamoDbClient dynamo, DynamoDbStreamsClient streams, List<String> tables)
            throws InterruptedException {
        var reads = new ArrayList<Callable<Long>>();
        for (var table : tables) {
            var stream = dynamo.describeTable(t -> t.tableName(table)).table().latestStreamArn();
            for (var shard : shards(streams, stream)) {
                reads.add(() -> read(streams, stream, shard));
            }
        }
        long start = System.nanoTime();
        long records = 0;
        try (var threads = Executors.newFixedThreadPool(PLACES)) {
            for (var read : threads.invokeAll(reads)) {
                records += read.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot read the streams", e.getCause());
        }
        return records / ((System.nanoTime() - start) / 1e9);
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
