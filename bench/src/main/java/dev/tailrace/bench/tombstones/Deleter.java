package dev.tailrace.bench.tombstones;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Deletes items in batches. */
final class Deleter {
    /** Source: BatchWriteItem's limit. */
    private static final int MOST = 25;

    private static final int THREADS = 4;

    private Deleter() {}

    /** @param ids of its key attribute {@code id} */
    static void delete(DynamoDbClient dynamo, String table, List<String> ids) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var batches = IntStream.iterate(0, start -> start < ids.size(), start -> start + MOST)
                    .<Future<?>>mapToObj(start -> threads.submit(() ->
                            send(dynamo, table, ids.subList(start, Math.min(start + MOST, ids.size())))))
                    .toList();
            for (var batch : batches) {
                batch.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot delete items", e.getCause());
        }
    }

    private static void send(DynamoDbClient dynamo, String table, List<String> ids) {
        var deletes = ids.stream()
                .map(id -> WriteRequest.builder()
                        .deleteRequest(d -> d.key(Map.of("id", AttributeValue.fromS(id))))
                        .build())
                .toList();
        var left = Map.of(table, deletes);
        while (!left.isEmpty()) {
            var sent = left;
            left = dynamo.batchWriteItem(b -> b.requestItems(sent)).unprocessedItems();
        }
    }
}
