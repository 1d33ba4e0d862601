package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Bench.column;

import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.MappingSpec.Collect;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table of chunked documents in DynamoDB Local, and next to the chunks an item of another kind. */
final class Documents implements DynamoDbClient {
    static final KeySchema KEYS = new KeySchema(new KeyAttribute("PK", KeyType.S), new KeyAttribute("SK", KeyType.S));

    private static final LocalDynamoDb SERVER = start();

    private final DynamoDbClient table = SERVER.tables();
    private final AtomicReference<Runnable> once = new AtomicReference<>(() -> {});
    private int queries;

    Documents() {
        if (table.listTables().tableNames().contains("Things")) {
            table.deleteTable(d -> d.tableName("Things"));
        }
        table.createTable(c -> c.tableName("Things")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        a -> a.attributeName("PK").attributeType(ScalarAttributeType.S),
                        a -> a.attributeName("SK").attributeType(ScalarAttributeType.S))
                .keySchema(
                        k -> k.attributeName("PK").keyType(software.amazon.awssdk.services.dynamodb.model.KeyType.HASH),
                        k -> k.attributeName("SK")
                                .keyType(software.amazon.awssdk.services.dynamodb.model.KeyType.RANGE)));
    }

    private static LocalDynamoDb start() {
        try {
            return LocalDynamoDb.start();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start DynamoDB Local", e);
        }
    }

    static MappingSpec mapping() {
        var documents = new MappingSpec.Rule(
                Map.of("PK", Condition.of("doc#{doc}"), "SK", Condition.of("chunk#{n:int:3}")),
                "documents",
                List.of("doc"),
                Map.of("body", new ColumnSpec("data", "text", null)),
                "rest",
                null,
                Map.of(),
                false,
                new Collect("n", 0, "totalChunks", "data", List.of()));
        var metadata = new MappingSpec.Rule(
                Map.of("PK", Condition.of("doc#{doc}"), "SK", Condition.of("METADATA")),
                "metadata",
                List.of("doc"),
                Map.of("title", column("text")),
                null);
        return new MappingSpec(List.of(documents, metadata), MappingSpec.Else.REFUSE);
    }

    static Item part(String doc, int n, int total, String data) {
        return Attributes.toItem(Map.of(
                "PK", AttributeValue.fromS("doc#" + doc),
                "SK", AttributeValue.fromS("chunk#%03d".formatted(n)),
                "totalChunks", AttributeValue.fromN("" + total),
                "data", AttributeValue.fromS(data)));
    }

    static Item metadata(String doc, String title) {
        return Attributes.toItem(Map.of(
                "PK", AttributeValue.fromS("doc#" + doc),
                "SK", AttributeValue.fromS("METADATA"),
                "title", AttributeValue.fromS(title)));
    }

    void put(Item item) {
        table.putItem(p -> p.tableName("Things").item(Attributes.toAttributes(item)));
    }

    void remove(Item item) {
        table.deleteItem(d -> d.tableName("Things").key(Attributes.toAttributes(KEYS.keyOf(item))));
    }

    /** Runs after the next page was read and before the answer is given. */
    void whileRead(Runnable happening) {
        once.set(happening);
    }

    int queries() {
        return queries;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        queries++;
        var answer = table.query(request);
        once.getAndSet(() -> {}).run();
        return answer;
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
