package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Bench.column;

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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** A table of chunked documents in DynamoDB Local, and next to the chunks an item of another kind. */
final class Documents extends LocalTable {
    static final KeySchema KEYS = new KeySchema(new KeyAttribute("PK", KeyType.S), new KeyAttribute("SK", KeyType.S));

    Documents() {
        super(KEYS);
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

    void remove(Item item) {
        table.deleteItem(d -> d.tableName(NAME).key(Attributes.toAttributes(KEYS.keyOf(item))));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return read(() -> table.query(request));
    }
}
