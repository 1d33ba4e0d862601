package dev.tailrace.activities.verification;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.dynamodb.ErrorCode;
import dev.tailrace.activities.dynamodb.PartsQuery;
import dev.tailrace.activities.dynamodb.ReadUnits;
import dev.tailrace.mappers.item.Item;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Reads items by key, strongly consistent. Thread-safe. */
final class ItemLookup {
    /** BatchGetItem takes no more. */
    private static final int MOST_KEYS = 100;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final SourceTable table;
    private final ReadBudget budget;
    private final InPlace inPlace;

    ItemLookup(SourceTable table, ReadBudget budget, InPlace inPlace) {
        this.table = table;
        this.budget = budget;
        this.inPlace = inPlace;
    }

    /** The items by key; those that are not there, and Tailrace's own, left out. */
    Map<Item, Item> find(Collection<Item> keys) throws InterruptedException {
        var found = new HashMap<Item, Item>();
        var distinct = List.copyOf(new HashSet<>(keys));
        for (int from = 0; from < distinct.size(); from += MOST_KEYS) {
            find(distinct.subList(from, Math.min(from + MOST_KEYS, distinct.size())), found);
        }
        return found;
    }

    /**
     * A key made from a target row need not be one that DynamoDB takes (empty, too long): it refuses the whole batch. The batch
     * is halved until such a key is alone; then there is no item. Halved, too, is a batch that a slow source does not give in time.
     */
    private void find(List<Item> keys, Map<Item, Item> found) throws InterruptedException {
        try {
            request(keys, found);
        } catch (DynamoDbException e) {
            if (!ErrorCode.of(e).equals("ValidationException")) {
                throw e;
            }
            if (keys.size() > 1) {
                findHalves(keys, found);
            }
        } catch (ApiCallTimeoutException late) {
            if (keys.size() == 1) {
                throw late;
            }
            findHalves(keys, found);
        }
    }

    private void findHalves(List<Item> keys, Map<Item, Item> found) throws InterruptedException {
        int half = keys.size() / 2;
        find(keys.subList(0, half), found);
        find(keys.subList(half, keys.size()), found);
    }

    private void request(List<Item> keys, Map<Item, Item> found) throws InterruptedException {
        var left = keys.stream().map(Attributes::toAttributes).toList();
        var name = table.name();
        var pause = FIRST_PAUSE;
        while (true) {
            budget.await();
            var answer = ask(batch(name, left), left.size());
            budget.charge(ReadUnits.of(answer.consumedCapacity()));
            answer.responses().getOrDefault(name, List.of()).forEach(item -> keep(item, found));
            if (!answer.unprocessedKeys().containsKey(name)) {
                return;
            }
            var unprocessed = answer.unprocessedKeys().get(name).keys();
            pause = unprocessed.size() < left.size() ? FIRST_PAUSE : longer(pause);
            left = unprocessed;
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(pause.toNanos())));
        }
    }

    /** Several that a slow source does not give in time are halved instead of being asked for again. */
    private BatchGetItemResponse ask(BatchGetItemRequest batch, int keys) throws InterruptedException {
        return inPlace.get(
                () -> table.dynamo().batchGetItem(batch), e -> keys > 1 && e instanceof ApiCallTimeoutException);
    }

    /** Those of a row of a collection table. A key that DynamoDB does not take, made from a target row, has none. */
    List<Item> parts(Item part, String begin) throws InterruptedException {
        var query = new PartsQuery(table.name(), table.keys(), part, begin);
        try {
            QueryResponse page;
            do {
                budget.await();
                var next = query.next();
                page = inPlace.get(() -> table.dynamo().query(next));
                budget.charge(ReadUnits.of(page.consumedCapacity()));
            } while (query.take(page));
        } catch (DynamoDbException e) {
            if (!ErrorCode.of(e).equals("ValidationException")) {
                throw e;
            }
        }
        return query.items();
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static BatchGetItemRequest batch(String name, List<Map<String, AttributeValue>> keys) {
        return BatchGetItemRequest.builder()
                .requestItems(Map.of(
                        name,
                        KeysAndAttributes.builder()
                                .keys(keys)
                                .consistentRead(true)
                                .build()))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    private void keep(Map<String, AttributeValue> attributes, Map<Item, Item> found) {
        SourceTable.item(attributes).ifPresent(item -> found.put(table.keys().keyOf(item), item));
    }
}
