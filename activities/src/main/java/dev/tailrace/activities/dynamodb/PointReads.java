package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.store.KeyRefused;
import dev.tailrace.activities.store.Late;
import dev.tailrace.activities.store.PointReader.Answer;
import dev.tailrace.activities.store.TokenWriter;
import dev.tailrace.mappers.item.Item;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Strongly consistent reads of items by key. */
final class PointReads {
    /** BatchGetItem takes no more (source: DynamoDB's documentation). */
    static final int MOST_KEYS = 100;

    private PointReads() {}

    static Answer ask(DynamoDbSource source, List<Item> keys, @Nullable Duration limit) {
        var name = source.name();
        var wanted = KeysAndAttributes.builder()
                .keys(keys.stream().map(Attributes::toAttributes).toList())
                .consistentRead(true)
                .build();
        var request = BatchGetItemRequest.builder()
                .requestItems(Map.of(name, wanted))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (limit != null) {
            request.overrideConfiguration(o -> o.apiCallTimeout(limit));
        }
        var answer = asked(() -> source.tables().batchGetItem(request.build()));
        var found = new HashMap<Item, Item>();
        answer.responses().getOrDefault(name, List.of()).forEach(item -> keep(source, item, found));
        var left = answer.unprocessedKeys().get(name);
        return new Answer(
                found,
                left == null
                        ? List.of()
                        : left.keys().stream().map(Attributes::toItem).toList(),
                ReadUnits.of(answer.consumedCapacity()));
    }

    static Answer ask(DynamoDbSource source, Item key, Duration limit) {
        var answer = asked(() -> source.tables()
                .getItem(g -> g.tableName(source.name())
                        .key(Attributes.toAttributes(key))
                        .consistentRead(true)
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .overrideConfiguration(o -> o.apiCallTimeout(limit))));
        var found = new HashMap<Item, Item>();
        if (answer.hasItem()) {
            keep(source, answer.item(), found);
        }
        return new Answer(found, List.of(), ReadUnits.of(answer.consumedCapacity()));
    }

    private static void keep(DynamoDbSource source, Map<String, AttributeValue> attributes, Map<Item, Item> found) {
        if (!attributes.containsKey(TokenWriter.TOKEN)) {
            var item = Attributes.toItem(attributes);
            found.put(source.keys().keyOf(item), item);
        }
    }

    /** In the contract's words. A key made from a target row need not be one that DynamoDB takes. */
    static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (ApiCallTimeoutException late) {
            throw new Late(late);
        } catch (DynamoDbException refused) {
            throw ErrorCode.of(refused).equals("ValidationException") ? new KeyRefused(refused) : refused;
        }
    }
}
