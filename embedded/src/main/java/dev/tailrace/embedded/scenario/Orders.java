package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.index;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.OrdersExpectation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Orders by id, with decimals, and indexes whose keys change with the order's status. */
public final class Orders implements Scenario {
    private static final List<String> STATES = List.of("NEW", "PAID", "PACKED", "SHIPPED", "DELIVERED", "RETURNED");

    private final String table;

    public Orders(String suffix) {
        this.table = "Orders" + suffix;
    }

    @Override
    public String id() {
        return "orders";
    }

    @Override
    public List<CreateTableRequest> tables() {
        Projection included = Projection.builder()
                .projectionType(ProjectionType.INCLUDE)
                .nonKeyAttributes("customerId", "total")
                .build();
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("orderId"))
                        .attributeDefinitions(
                                attribute("orderId", ScalarAttributeType.S),
                                attribute("customerId", ScalarAttributeType.S),
                                attribute("orderDate", ScalarAttributeType.S),
                                attribute("status", ScalarAttributeType.S))
                        .globalSecondaryIndexes(
                                index("CustomerOrdersIndex", "customerId", "orderDate", TableParts.ALL),
                                index("StatusDateIndex", "status", "orderDate", included))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - into: orders
                        key: [order_id]
                        columns:
                          order_id: { from: orderId, type: text }
                          customer_id: { from: customerId, type: text }
                          order_date: { from: orderDate, type: date }
                          status: text
                          total: numeric(12,2)
                          placed_at: { from: placedAt, type: timestamptz }
                          lines: jsonb
                        rest: attributes
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new OrdersExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key(n));
        item.put("customerId", s(Values.id("c-", random.nextLong(5_000))));
        item.put("orderDate", s(Values.day(random).toString()));
        item.put("status", s(Values.oneOf(STATES, random)));
        item.put("total", n(Values.money(random)));
        item.put("placedAt", s(Values.iso(random)));
        if (random.nextInt(4) > 0) {
            item.put("lines", Values.lines(random));
        }
        item.put("channel", s(Values.word(random)));
        item.putAll(Values.odds(random));
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
                        "status", s(Values.oneOf(STATES, random)),
                        "total", n(Values.money(random)),
                        "note", s(Values.sentence(random))),
                random.nextBoolean() ? Set.of("lines") : Set.of());
    }

    /** An item that cannot become a row: its total is a word, or its note holds U+0000, which Postgres text cannot. */
    public Write.Put poison(long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(item(n, random).item());
        if (n % 2 == 0) {
            item.put("total", s("twelve"));
        } else {
            item.put("note", s("broken\0note"));
        }
        return new Write.Put(table, item);
    }

    private static Map<String, AttributeValue> key(long n) {
        return Map.of("orderId", s(Values.id("o-", n)));
    }
}
