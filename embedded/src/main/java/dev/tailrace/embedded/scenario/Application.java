package dev.tailrace.embedded.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Sends writes as a careful application does: the SDK repeats what may be repeated, a conflict with another transaction is
 * tried again, and a refused condition is an answer. Thread-safe.
 */
final class Application {
    private static final int MOST_PAUSE_MILLIS = 50;
    private static final String OLDER = "attribute_not_exists(#a) OR #a < :a";

    private final DynamoDbClient dynamoDb;

    Application(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** Whether the write was done; false where its condition refused it. */
    boolean send(Write write) {
        // The token makes a transaction that is sent again count once.
        String token = UUID.randomUUID().toString();
        while (true) {
            try {
                request(write, token);
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            } catch (TransactionCanceledException e) {
                if (e.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .anyMatch("ConditionalCheckFailed"::equals)) {
                    return false;
                }
                pause();
            } catch (TransactionConflictException | TransactionInProgressException e) {
                pause();
            }
        }
    }

    private void request(Write write, String token) {
        switch (write) {
            case Write.Put put -> dynamoDb.putItem(b -> b.tableName(put.table()).item(put.item()));
            case Write.Delete delete ->
                dynamoDb.deleteItem(b -> b.tableName(delete.table()).key(delete.key()));
            case Write.PutNewer put ->
                dynamoDb.putItem(b -> b.tableName(put.table())
                        .item(put.item())
                        .conditionExpression(OLDER)
                        .expressionAttributeNames(Map.of("#a", put.attribute()))
                        .expressionAttributeValues(
                                Map.of(":a", Objects.requireNonNull(put.item().get(put.attribute())))));
            case Write.DeleteOlder delete ->
                dynamoDb.deleteItem(b -> b.tableName(delete.table())
                        .key(delete.key())
                        .conditionExpression(OLDER)
                        .expressionAttributeNames(Map.of("#a", delete.attribute()))
                        .expressionAttributeValues(Map.of(":a", ItemAttributes.n(delete.than()))));
            case Write.Update update -> send(updateOf(update));
            case Write.Add add -> send(updateOf(add));
            case Write.Batch batch -> Batches.send(dynamoDb, batch.writes());
            case Write.Together together ->
                dynamoDb.transactWriteItems(b -> b.clientRequestToken(token)
                        .transactItems(together.writes().stream()
                                .map(Application::action)
                                .toList()));
        }
    }

    private void send(Update update) {
        dynamoDb.updateItem(b -> b.tableName(update.tableName())
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(update.expressionAttributeNames())
                .expressionAttributeValues(update.expressionAttributeValues()));
    }

    private static TransactWriteItem action(Write write) {
        return switch (write) {
            case Write.Put put ->
                TransactWriteItem.builder()
                        .put(p -> p.tableName(put.table()).item(put.item()))
                        .build();
            case Write.Delete delete ->
                TransactWriteItem.builder()
                        .delete(d -> d.tableName(delete.table()).key(delete.key()))
                        .build();
            case Write.Update update ->
                TransactWriteItem.builder().update(updateOf(update)).build();
            case Write.Add add ->
                TransactWriteItem.builder().update(updateOf(add)).build();
            case Write.PutNewer put -> throw new IllegalArgumentException("Not needed in a transaction: " + put);
            case Write.DeleteOlder delete ->
                throw new IllegalArgumentException("Not needed in a transaction: " + delete);
            case Write.Batch batch -> throw new IllegalArgumentException("A transaction holds no batches");
            case Write.Together together -> throw new IllegalArgumentException("A transaction holds no transactions");
        };
    }

    private static Update updateOf(Write.Add add) {
        return existing(
                add.table(),
                add.key(),
                "ADD #a :a",
                Map.of("#a", add.attribute()),
                Map.of(":a", ItemAttributes.n(add.amount())));
    }

    private static Update updateOf(Write.Update update) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        update.set().forEach((name, value) -> {
            values.put(":v" + values.size(), value);
            names.put("#s" + names.size(), name);
        });
        String set = Stream.iterate(0, i -> i < values.size(), i -> i + 1)
                .map(i -> "#s%d = :v%d".formatted(i, i))
                .collect(Collectors.joining(", ", "SET ", ""));
        List<String> removed = update.removed().stream()
                .filter(name -> !update.set().containsKey(name))
                .toList();
        removed.forEach(name -> names.put("#r" + removed.indexOf(name), name));
        String remove = removed.isEmpty()
                ? ""
                : removed.stream()
                        .map(name -> "#r" + removed.indexOf(name))
                        .collect(Collectors.joining(", ", " REMOVE ", ""));
        return existing(update.table(), update.key(), set + remove, names, values);
    }

    /** An update that makes no item where there is none. */
    private static Update existing(
            String table,
            Map<String, AttributeValue> key,
            String expression,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        Map<String, String> all = new HashMap<>(names);
        all.put("#key", key.keySet().iterator().next());
        return Update.builder()
                .tableName(table)
                .key(key)
                .updateExpression(expression)
                .conditionExpression("attribute_exists(#key)")
                .expressionAttributeNames(all)
                .expressionAttributeValues(values)
                .build();
    }

    private static void pause() {
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(1, MOST_PAUSE_MILLIS)));
    }
}
