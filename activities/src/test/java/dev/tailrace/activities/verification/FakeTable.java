package dev.tailrace.activities.verification;

import dev.tailrace.activities.dynamodb.DynamoDbSource;
import dev.tailrace.activities.store.TokenWriter;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * A table of items with an id, as unkind as the real one: pages of two items, an empty page at each segment's start and end, a few
 * keys per batch, the others unprocessed, and a refusal of the whole batch for one bad key. Holds a token among its items.
 */
final class FakeTable implements DynamoDbClient, ReadBudget {
    static final String NAME = "Orders";
    static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), null);
    /** No one reads changes here. */
    private static final DynamoDbStreamsClient NO_STREAMS = new DynamoDbStreamsClient() {
        @Override
        public String serviceName() {
            return "streams";
        }

        @Override
        public void close() {}
    };

    private static final int PAGE = 2;
    private static final int PROCESSED = 40;
    private static final int MOST_KEYS = 100;

    private final List<Map<String, AttributeValue>> items = new ArrayList<>();
    private final DoubleAdder charged = new DoubleAdder();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean stopped;
    private int failEvery;

    /** More keys than these are never answered in time. */
    private int most = MOST_KEYS;

    private @Nullable String refusal;

    FakeTable(int count) {
        for (int i = 0; i < count; i++) {
            items.add(Map.of("id", AttributeValue.fromS("o" + i), "total", AttributeValue.fromN("" + i)));
        }
        items.add(Map.of("id", AttributeValue.fromS("token"), TokenWriter.TOKEN, AttributeValue.fromN("1")));
    }

    DynamoDbSource table() {
        return new DynamoDbSource(NAME, KEYS, this, NO_STREAMS);
    }

    FakeTable refuseAll(String code) {
        refusal = code;
        return this;
    }

    /** Each so many-th request fails in a way that passes. */
    FakeTable failEvery(int requests) {
        failEvery = requests;
        return this;
    }

    private void fail() {
        if (failEvery > 0 && requests.incrementAndGet() % failEvery == 0) {
            throw refusal("ProvisionedThroughputExceededException");
        }
    }

    FakeTable tooSlowForMoreThan(int keys) {
        most = keys;
        return this;
    }

    void stop() {
        stopped = true;
    }

    double charged() {
        return charged.sum();
    }

    @Override
    public void await() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException("asked to stop");
        }
    }

    @Override
    public void charge(long items, double units) {
        charged.add(units);
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        fail();
        consistent(request.consistentRead());
        int from = request.hasExclusiveStartKey()
                ? Integer.parseInt(request.exclusiveStartKey().get("at").s())
                : 0;
        var mine = new ArrayList<Map<String, AttributeValue>>();
        for (int i = request.segment(); i < items.size(); i += request.totalSegments()) {
            mine.add(items.get(i));
        }
        int end = Math.min(from + PAGE, mine.size());
        // An empty page that is not the end, and an end that is an empty page.
        boolean gap = from == 0 && !request.hasExclusiveStartKey();
        if (gap) {
            return page(List.of(), 0);
        }
        return page(mine.subList(from, end), from == mine.size() ? null : end);
    }

    private static ScanResponse page(List<Map<String, AttributeValue>> items, @Nullable Integer next) {
        var page = ScanResponse.builder().items(items).consumedCapacity(units(1));
        if (next != null) {
            page.lastEvaluatedKey(Map.of("at", AttributeValue.fromS(next.toString())));
        }
        return page.build();
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        fail();
        if (refusal != null) {
            throw refusal(refusal);
        }
        var asked = request.requestItems().get(NAME);
        consistent(asked.consistentRead());
        var keys = asked.keys();
        boolean twice = keys.stream().distinct().count() != keys.size();
        if (twice
                || keys.size() > MOST_KEYS
                || keys.stream().anyMatch(k -> k.get("id").s().isEmpty())) {
            throw refusal("ValidationException");
        }
        if (keys.size() > most) {
            throw ApiCallTimeoutException.create(2_000);
        }
        int processed = Math.min(PROCESSED, keys.size());
        var found = items.stream()
                .filter(i -> keys.subList(0, processed).contains(Map.of("id", i.get("id"))))
                .toList();
        var answer =
                BatchGetItemResponse.builder().responses(Map.of(NAME, found)).consumedCapacity(units(processed));
        if (processed < keys.size()) {
            answer.unprocessedKeys(Map.of(
                    NAME,
                    KeysAndAttributes.builder()
                            .keys(keys.subList(processed, keys.size()))
                            .consistentRead(true)
                            .build()));
        }
        return answer.build();
    }

    private static void consistent(Boolean asked) {
        if (!Boolean.TRUE.equals(asked)) {
            throw new IllegalStateException("not strongly consistent");
        }
    }

    private static DynamoDbException refusal(String code) {
        return (DynamoDbException) DynamoDbException.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private static ConsumedCapacity units(double units) {
        return ConsumedCapacity.builder().tableName(NAME).capacityUnits(units).build();
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
