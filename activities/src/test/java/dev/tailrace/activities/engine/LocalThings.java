package dev.tailrace.activities.engine;

import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.Item;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The bench's source table in DynamoDB Local, of which a test says what happens while it is read. Every read is strongly consistent. */
final class LocalThings implements DynamoDbClient {
    private static final LocalDynamoDb SERVER = start();

    private final DynamoDbClient table = SERVER.tables();
    private final AtomicReference<Runnable> once = new AtomicReference<>(() -> {});
    private int reads;

    LocalThings() {
        if (table.listTables().tableNames().contains("Things")) {
            table.deleteTable(d -> d.tableName("Things"));
        }
        table.createTable(c -> c.tableName("Things")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
    }

    private static LocalDynamoDb start() {
        try {
            return LocalDynamoDb.start();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start DynamoDB Local", e);
        }
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return read(request.consistentRead(), () -> table.getItem(request));
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return read(
                Objects.requireNonNull(request.requestItems().get("Things")).consistentRead(),
                () -> table.batchGetItem(request));
    }

    private <T> T read(Boolean consistent, Supplier<T> read) {
        if (!Boolean.TRUE.equals(consistent)) {
            throw new IllegalStateException("not strongly consistent");
        }
        reads++;
        var answer = read.get();
        once.getAndSet(() -> {}).run();
        return answer;
    }

    void put(Item item) {
        table.putItem(p -> p.tableName("Things").item(Attributes.toAttributes(item)));
    }

    void remove(String id) {
        table.deleteItem(d -> d.tableName("Things").key(Attributes.toAttributes(Items.key(id))));
    }

    /** Runs after the next read and before its answer is given. */
    void whileRead(Runnable happening) {
        once.set(happening);
    }

    int reads() {
        return reads;
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {
        table.close();
    }
}
