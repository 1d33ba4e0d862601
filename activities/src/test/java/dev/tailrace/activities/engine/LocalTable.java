package dev.tailrace.activities.engine;

import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A bench's source table in DynamoDB Local, of which a test says what happens while it is read. For one thread. */
abstract class LocalTable implements DynamoDbClient {
    static final String NAME = "Things";
    private static final LocalDynamoDb SERVER = start();

    final DynamoDbClient table = SERVER.tables();
    private final AtomicReference<Runnable> once = new AtomicReference<>(() -> {});
    private int reads;

    /** @param keys of type S */
    LocalTable(KeySchema keys) {
        if (table.listTables().tableNames().contains(NAME)) {
            table.deleteTable(d -> d.tableName(NAME));
        }
        var attributes = new ArrayList<AttributeDefinition>();
        var schema = new ArrayList<KeySchemaElement>();
        for (var key : keys.attributes()) {
            attributes.add(AttributeDefinition.builder()
                    .attributeName(key.name())
                    .attributeType(ScalarAttributeType.S)
                    .build());
            schema.add(KeySchemaElement.builder()
                    .attributeName(key.name())
                    .keyType(schema.isEmpty() ? KeyType.HASH : KeyType.RANGE)
                    .build());
        }
        table.createTable(c -> c.tableName(NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes)
                .keySchema(schema));
    }

    private static LocalDynamoDb start() {
        try {
            return LocalDynamoDb.start();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start DynamoDB Local", e);
        }
    }

    final <T> T read(Supplier<T> read) {
        reads++;
        var answer = read.get();
        once.getAndSet(() -> {}).run();
        return answer;
    }

    void put(Item item) {
        table.putItem(p -> p.tableName(NAME).item(Attributes.toAttributes(item)));
    }

    /** Runs after the next read and before its answer is given. */
    void whileRead(Runnable happening) {
        once.set(happening);
    }

    /** How many requests have read. */
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
