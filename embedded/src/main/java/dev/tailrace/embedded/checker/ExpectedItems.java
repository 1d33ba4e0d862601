package dev.tailrace.embedded.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** All items of a table, read strongly consistent, without those that Tailrace put there itself. */
final class ExpectedItems {
    /** The mark of Tailrace's tokens. */
    private static final String TOKEN = "_tailrace_token";

    /** Many, since DynamoDB Local slows down with the length of a segment. */
    private static final int SEGMENTS = 128;

    private static final int READERS = 4;

    private ExpectedItems() {}

    static List<Map<String, AttributeValue>> of(DynamoDbClient dynamoDb, String table) throws InterruptedException {
        List<Callable<List<Map<String, AttributeValue>>>> scans = new ArrayList<>();
        for (int i = 0; i < SEGMENTS; i++) {
            ScanRequest segment = ScanRequest.builder()
                    .tableName(table)
                    .consistentRead(true)
                    .segment(i)
                    .totalSegments(SEGMENTS)
                    .build();
            scans.add(() -> dynamoDb.scanPaginator(segment).items().stream()
                    .filter(item -> !item.containsKey(TOKEN))
                    .toList());
        }
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (Future<List<Map<String, AttributeValue>>> scan : readers.invokeAll(scans)) {
                items.addAll(scan.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot read " + table, e.getCause());
        }
        return items;
    }
}
