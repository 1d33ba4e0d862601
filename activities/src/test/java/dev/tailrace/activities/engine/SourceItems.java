package dev.tailrace.activities.engine;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** A source of items by id, read in batches; a key costs a unit. A batch's last key is left unprocessed at first, as the service may do. */
final class SourceItems implements DynamoDbClient {
    private final Map<String, Item> items = new ConcurrentHashMap<>();
    private final AtomicReference<Runnable> once = new AtomicReference<>(() -> {});

    /** More keys than these are never answered in time. */
    private int most = 100;

    void put(Item item) {
        items.put(id(item), item);
    }

    void remove(String id) {
        items.remove(id);
    }

    void tooSlowForMoreThan(int keys) {
        most = keys;
    }

    /** Runs after the next batch was read and before the answer is given. */
    void whileRead(Runnable happening) {
        once.set(happening);
    }

    private static String id(Item item) {
        return ((Value.Text) Objects.requireNonNull(item.get("id"))).value();
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        var wanted = request.requestItems().get("Things");
        if (!Boolean.TRUE.equals(wanted.consistentRead()) || wanted.keys().size() > 100) {
            throw new IllegalStateException("not strongly consistent, or too many keys");
        }
        if (wanted.keys().size() > most) {
            throw ApiCallTimeoutException.create(2_000);
        }
        int last = wanted.keys().size() > 1 ? wanted.keys().size() - 1 : 1;
        var found = wanted.keys().subList(0, last).stream()
                .map(k -> items.get(k.get("id").s()))
                .filter(Objects::nonNull)
                .map(Attributes::toAttributes)
                .toList();
        once.getAndSet(() -> {}).run();
        var left = wanted.keys().subList(last, wanted.keys().size());
        return BatchGetItemResponse.builder()
                .responses(Map.of("Things", found))
                .consumedCapacity(c -> c.tableName("Things").capacityUnits((double) last))
                .unprocessedKeys(
                        left.isEmpty()
                                ? Map.<String, KeysAndAttributes>of()
                                : Map.of("Things", wanted.copy(b -> b.keys(List.copyOf(left)))))
                .build();
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
