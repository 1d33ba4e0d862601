package dev.tailrace.activities.resolve;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.dynamodb.PartsQuery;
import dev.tailrace.activities.dynamodb.ReadUnits;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.mappers.item.Item;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Strongly consistent reads of items by key. */
final class ConsistentReads {
    /** Locks are held meanwhile: of keys, and capture's barrier lock. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    /** Of the parts of one row, which may be 16 pages; below the time that a transaction may be idle. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    /** BatchGetItem takes 100 keys. */
    private static final int MOST = 100;

    private ConsistentReads() {}

    /**
     * The items that are there, by their key attributes. Keys that the service leaves unprocessed are asked for again.
     *
     * @throws ApiCallTimeoutException if it takes longer than the limit in all
     */
    static Map<Item, Item> read(LoadedTable table, Collection<Item> keys) {
        long end = System.nanoTime() + LIMIT.toNanos();
        var found = new HashMap<Item, Item>();
        var asked = keys.stream().map(Attributes::toAttributes).toList();
        for (int i = 0; i < asked.size(); i += MOST) {
            chunk(table, asked.subList(i, Math.min(i + MOST, asked.size())), end, found);
        }
        return found;
    }

    /**
     * The parts of a row of a collection table, and how large they are.
     *
     * @throws ApiCallTimeoutException if it takes longer than {@link #LONGEST} in all
     */
    static PartsQuery parts(LoadedTable table, Item first, String begin) {
        long end = System.nanoTime() + LONGEST.toNanos();
        var query = new PartsQuery(table.spec().from(), table.keys(), first, begin);
        QueryResponse page;
        do {
            var left = left(end, LONGEST);
            page = table.dynamo()
                    .query(query.next().toBuilder()
                            .overrideConfiguration(o -> o.apiCallTimeout(left))
                            .build());
            table.capacity().owe(ReadUnits.of(page.consumedCapacity()));
        } while (query.take(page));
        return query;
    }

    private static Duration left(long end, Duration limit) {
        var left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
            throw ApiCallTimeoutException.create(limit.toMillis());
        }
        return left;
    }

    private static void chunk(
            LoadedTable table, List<Map<String, AttributeValue>> keys, long end, Map<Item, Item> found) {
        var from = table.spec().from();
        var wanted = Map.of(
                from,
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        while (!wanted.isEmpty()) {
            var left = left(end, LIMIT);
            var request = wanted;
            var answer = table.dynamo()
                    .batchGetItem(b -> b.requestItems(request)
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .overrideConfiguration(o -> o.apiCallTimeout(left)));
            table.capacity().owe(ReadUnits.of(answer.consumedCapacity()));
            for (var attributes : answer.responses().getOrDefault(from, List.of())) {
                var item = Attributes.toItem(attributes);
                found.put(table.keys().keyOf(item), item);
            }
            wanted = answer.unprocessedKeys();
        }
    }
}
