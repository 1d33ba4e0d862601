package dev.tailrace.bench.run;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * Items of a stated size in one table without indexes. Their category is part of the target's key, so that they can move.
 *
 * @param schema at the target
 * @param name of the source table and, in lower case, of the target's
 * @param bytes of an item as DynamoDB counts them, about
 * @param segments of the scan
 * @param window how many of them at once
 */
public record Sized(String schema, String name, int bytes, int segments, int window) implements Scenario {
    private static final int BARE = 90;
    private static final int MOST_TEXT = 1_000;
    private static final int CATEGORIES = 100;

    /** The target table, without its schema. */
    public String target() {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String id() {
        return "sized";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
                .build());
    }

    /** The same source table, bound for another schema. */
    public Sized in(String other) {
        return new Sized(other, name, bytes, segments, window);
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    backfill: { segments: %d, concurrency: %d }
                    mapping:
                      - into: %s
                        key: [category, id]
                        columns:
                          category: text
                          id: text
                          total: numeric(12,2)
                          updated_at: { from: updatedAt, type: timestamptz, unit: ms }
                        rest: attributes
                """.formatted(name, segments, window, target());
    }

    @Override
    public List<Expectation> expectations() {
        return List.of();
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        var item = new HashMap<>(key(n));
        item.put("category", AttributeValue.fromS("category-" + random.nextInt(CATEGORIES)));
        item.put("total", AttributeValue.fromN(random.nextInt(1_000_000) / 100 + ".25"));
        item.put("updatedAt", AttributeValue.fromN(Long.toString(1_700_000_000_000L + random.nextInt())));
        int left = bytes - BARE;
        for (int i = 0; left > 0; i++) {
            int length = Math.min(left, bytes > 4 * MOST_TEXT ? MOST_TEXT : 100);
            item.put("note" + i, AttributeValue.fromS(text(length, random)));
            left -= length + 5;
        }
        return new Write.Put(name, item);
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(name, key(n));
    }

    /** A whole item: another category comes with other values. */
    @Override
    public Write update(long n, RandomGenerator random) {
        return item(n, random);
    }

    private static Map<String, AttributeValue> key(long n) {
        return Map.of("id", AttributeValue.fromS("id-%08d".formatted(n)));
    }

    private static String text(int length, RandomGenerator random) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) (i % 7 == 6 ? ' ' : 'a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
