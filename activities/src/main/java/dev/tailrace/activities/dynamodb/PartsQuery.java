package dev.tailrace.activities.dynamodb;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.ItemSize;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Collected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Reads the parts of a row of a collection table (R6), strongly consistent, page by page: the next request, then what it was answered. Ends where
 * there are no more, or more than {@link Collected} allows. For one thread.
 */
public final class PartsQuery {
    private final QueryRequest first;
    private final List<Item> items = new ArrayList<>();
    private Map<String, AttributeValue> after = Map.of();
    private long size;

    /**
     * Of one row.
     *
     * @param part the key of any of its parts, there or not
     * @param begin what the sort keys of all parts begin with; empty: any sort key
     */
    public PartsQuery(String table, KeySchema keys, Item part, String begin) {
        var names = new HashMap<String, String>();
        var values = new HashMap<String, AttributeValue>();
        names.put("#p", keys.partition().name());
        values.put(
                ":p",
                Objects.requireNonNull(
                        Attributes.toAttributes(part).get(keys.partition().name()), "a key"));
        var condition = "#p = :p";
        if (!begin.isEmpty() && keys.sort() != null) {
            names.put("#s", keys.sort().name());
            values.put(":s", AttributeValue.fromS(begin));
            condition += " and begins_with(#s, :s)";
        }
        first = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .consistentRead(true)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    /** The request of the next page. */
    public QueryRequest next() {
        return after.isEmpty()
                ? first
                : first.toBuilder().exclusiveStartKey(after).build();
    }

    /** Takes a page. False if it was the last one to read: the end is an absent LastEvaluatedKey, a page can be empty. */
    public boolean take(QueryResponse page) {
        for (var attributes : page.items()) {
            var item = Attributes.toItem(attributes);
            items.add(item);
            size += ItemSize.of(item);
        }
        after = page.lastEvaluatedKey();
        return !after.isEmpty() && size <= Collected.MOST_BYTES && items.size() <= Collected.MOST_PARTS;
    }

    /** What was read. */
    public List<Item> items() {
        return items;
    }

    /** How large it is, as {@link ItemSize} measures. */
    public long size() {
        return size;
    }
}
