package dev.tailrace.embedded.scenario;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Sends puts and deletes in batches. */
final class Batches {
    /** Source: BatchWriteItem's limit. */
    static final int MOST = 25;

    private Batches() {}

    /** Until nothing is left unprocessed. */
    static void send(DynamoDbClient dynamoDb, List<? extends Write> writes) {
        Map<String, List<WriteRequest>> left = writes.stream()
                .collect(Collectors.groupingBy(
                        Batches::table, Collectors.mapping(Batches::request, Collectors.toList())));
        while (!left.isEmpty()) {
            Map<String, List<WriteRequest>> sent = left;
            left = dynamoDb.batchWriteItem(b -> b.requestItems(sent)).unprocessedItems();
        }
    }

    private static String table(Write write) {
        return switch (write) {
            case Write.Put put -> put.table();
            case Write.Delete delete -> delete.table();
            case Write.PutNewer other -> throw refused(other);
            case Write.DeleteOlder other -> throw refused(other);
            case Write.Update other -> throw refused(other);
            case Write.Add other -> throw refused(other);
            case Write.Batch other -> throw refused(other);
            case Write.Together other -> throw refused(other);
        };
    }

    private static WriteRequest request(Write write) {
        return write instanceof Write.Put put
                ? WriteRequest.builder().putRequest(p -> p.item(put.item())).build()
                : WriteRequest.builder()
                        .deleteRequest(d -> d.key(((Write.Delete) write).key()))
                        .build();
    }

    private static IllegalArgumentException refused(Write write) {
        return new IllegalArgumentException("A batch holds puts and deletes only: " + write);
    }
}
