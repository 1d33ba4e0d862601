package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.AppDataExpectation;
import dev.tailrace.embedded.checker.Expectation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A single-table design: every kind of entity in one table, told apart by its keys. Products move: between categories, which
 * are part of the target's key, and to the table of discontinued ones.
 */
public final class AppData implements Scenario {
    private final String table;

    public AppData(String suffix) {
        this.table = "AppData" + suffix;
    }

    @Override
    public String id() {
        return "app";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("PK"), range("SK"))
                        .attributeDefinitions(
                                attribute("PK", ScalarAttributeType.S), attribute("SK", ScalarAttributeType.S))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - when: { PK: "USER#{user_id}", SK: PROFILE }
                        into: users
                        key: [user_id]
                        columns:
                          name: text
                          email: text
                          created_at: { from: createdAt, type: timestamptz }
                        rest: attributes
                      - when: { PK: "USER#{user_id}", SK: "ORDER#{order_id}" }
                        into: user_orders
                        key: [user_id, order_id]
                        columns:
                          total: numeric(12,2)
                          placed_at: { from: createdAt, type: timestamptz }
                          lines: jsonb
                        rest: attributes
                      - when: { PK: "PRODUCT#{product_id}", SK: METADATA, state: discontinued }
                        into: discontinued_products
                        key: [product_id]
                        columns:
                          name: text
                        rest: attributes
                      - when: { PK: "PRODUCT#{product_id}", SK: METADATA }
                        into: products
                        key: [category, product_id]
                        columns:
                          category: text
                          name: text
                          price: numeric(10,2)
                          stock: bigint
                          updated_at: { from: updatedAt, type: timestamptz, unit: ms }
                        rest: attributes
                      - when: { PK: "author#{author_id}", SK: metadata }
                        into: authors
                        key: [author_id]
                        columns:
                          name: text
                        rest: attributes
                      - when: { PK: "author#{author_id}", SK: "book#{book_id}" }
                        into: books
                        key: [author_id, book_id]
                        columns:
                          title: text
                          published: date
                        rest: attributes
                      - into: other_items
                        key: [pk, sk]
                        columns:
                          pk: { from: PK, type: text }
                          sk: { from: SK, type: text }
                        rest: attributes
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new AppDataExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        AppEntity entity = AppEntity.of(n);
        Map<String, AttributeValue> item = new HashMap<>(entity.key(n));
        item.putAll(Values.odds(random));
        item.put("kind", s(entity.name()));
        item.putAll(entity.values(random));
        return new Write.Put(table, item);
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, AppEntity.of(n).key(n));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        AppEntity entity = AppEntity.of(n);
        Map<String, AttributeValue> values = new HashMap<>(entity.values(random));
        values.remove("category");
        return new Write.Update(table, entity.key(n), values, Set.of("discount"));
    }

    /** A product's category, or whether it is sold at all; other entities have nothing that moves. */
    @Override
    public Write move(long n, RandomGenerator random) {
        long product = n - n % AppEntity.SPREAD + AppEntity.FIRST_PRODUCT;
        Map<String, AttributeValue> key = AppEntity.PRODUCT.key(product);
        return switch (random.nextInt(4)) {
            case 0 -> new Write.Update(table, key, Map.of("state", s("discontinued")), Set.of());
            case 1 -> new Write.Update(table, key, Map.of("category", s(Values.word(random))), Set.of("state"));
            default -> new Write.Update(table, key, Map.of("category", s(Values.word(random))), Set.of());
        };
    }
}
