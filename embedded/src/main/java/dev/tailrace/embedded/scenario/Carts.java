package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.CartsExpectation;
import dev.tailrace.embedded.checker.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Shopping carts, a product an item, that expire. An application fills a cart product by product; checkout deletes it in one batch. */
public final class Carts implements Scenario {
    private static final int PRODUCTS = 8;
    private static final Duration LIFE = Duration.ofDays(30);

    private final String table;

    public Carts(String suffix) {
        this.table = "shopping_carts" + suffix;
    }

    @Override
    public String id() {
        return "carts";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("user_id"), range("product_id"))
                        .attributeDefinitions(
                                attribute("user_id", ScalarAttributeType.S),
                                attribute("product_id", ScalarAttributeType.S))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - into: carts
                        key: [user_id, product_id]
                        columns:
                          quantity: integer
                          price: numeric(12,2)
                          added_at: { type: timestamptz, unit: s }
                          expires_at: { from: ttl, type: timestamptz, unit: s }
                        rest: attributes
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new CartsExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key(n));
        Instant added = Values.moment(random);
        item.putAll(Values.odds(random));
        item.put("quantity", n(random.nextInt(1, 10)));
        item.put("price", n(Values.money(random)));
        item.put("added_at", n(added.getEpochSecond()));
        item.put("ttl", n(added.plus(LIFE).getEpochSecond()));
        return new Write.Put(table, item);
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(
                table,
                key(n),
                Map.of(
                        "quantity",
                        n(random.nextInt(1, 10)),
                        "ttl",
                        n(Values.moment(random).plus(LIFE).getEpochSecond())),
                Set.of("discount"));
    }

    @Override
    public List<Write> change(ChangeKind kind, long n, RandomGenerator random) {
        long first = n - n % PRODUCTS;
        return switch (kind) {
            case INSERT ->
                LongStream.rangeClosed(first, n)
                        .<Write>mapToObj(i -> item(i, random))
                        .toList();
            case DELETE ->
                List.of(new Write.Batch(LongStream.range(first, first + PRODUCTS)
                        .<Write>mapToObj(this::delete)
                        .toList()));
            case UPDATE, REINSERT, MOVE -> Scenario.super.change(kind, n, random);
        };
    }

    private static Map<String, AttributeValue> key(long n) {
        return Map.of("user_id", s(Values.id("u-", n / PRODUCTS)), "product_id", s("p-" + n % PRODUCTS));
    }
}
