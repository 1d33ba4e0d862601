package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.CustomerOrdersExpectation;
import dev.tailrace.embedded.checker.Expectation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Customers' orders and their items in one sort key: {@code order#date#item#7} next to {@code order#id#timestamp}. What moves is put under another
 * day and deleted from its own in one transaction, and then moved back.
 */
public final class Hierarchy implements Scenario {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int OF_CUSTOMER = 10;
    private static final int ELSEWHERE = 1_000;

    private final String table;

    public Hierarchy(String suffix) {
        this.table = "CustomerOrders" + suffix;
    }

    @Override
    public String id() {
        return "hierarchy";
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
                      - when: { PK: "customer#{customer_id}", SK: "order#{order_date:date}#item#{item_no:int}" }
                        into: order_items
                        key: [customer_id, order_date, item_no]
                        columns:
                          sku: text
                          quantity: integer
                          price: numeric(12,2)
                        rest: attributes
                      - when: { PK: "customer#{customer_id}", SK: "order#{order_id}#{placed_at:timestamptz}" }
                        into: customer_orders
                        key: [customer_id, order_id, placed_at]
                        columns:
                          status: text
                          total: numeric(12,2)
                        rest: attributes
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new CustomerOrdersExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        return new Write.Put(table, item(key(n, 0), n, random));
    }

    private static Map<String, AttributeValue> item(Map<String, AttributeValue> key, long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.putAll(Values.odds(random));
        item.putAll(values(n, random));
        return item;
    }

    private static Map<String, AttributeValue> values(long n, RandomGenerator random) {
        return isOrder(n)
                ? Map.of(
                        "status",
                        s(Values.oneOf(List.of("NEW", "PAID", "SHIPPED"), random)),
                        "total",
                        n(Values.money(random)))
                : Map.of(
                        "sku", s(Values.word(random)),
                        "quantity", n(random.nextInt(1, 10)),
                        "price", n(Values.money(random)));
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n, 0));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(table, key(n, 0), values(n, random), Set.of("discount"));
    }

    @Override
    public List<Write> change(ChangeKind kind, long n, RandomGenerator random) {
        if (kind != ChangeKind.MOVE) {
            return Scenario.super.change(kind, n, random);
        }
        Map<String, AttributeValue> elsewhere = key(n, ELSEWHERE);
        return List.of(
                new Write.Together(List.of(delete(n), new Write.Put(table, item(elsewhere, n, random)))),
                new Write.Together(List.of(new Write.Delete(table, elsewhere), item(n, random))));
    }

    private static boolean isOrder(long n) {
        return n % OF_CUSTOMER == 0;
    }

    /** @param days how many days after its own */
    private static Map<String, AttributeValue> key(long n, int days) {
        LocalDate date = FIRST.plusDays(n / OF_CUSTOMER % 60 + days);
        String below = isOrder(n)
                ? "%s#%s".formatted(Values.id("o-", n), placedAt(n, date))
                : "%s#item#%d".formatted(date, n % OF_CUSTOMER);
        return Map.of("PK", s("customer#" + n / OF_CUSTOMER), "SK", s("order#" + below));
    }

    /** With three digits of fraction, with six, and without. */
    private static Instant placedAt(long n, LocalDate date) {
        Instant noon = date.atTime(12, 0).toInstant(ZoneOffset.UTC);
        return switch ((int) (n / OF_CUSTOMER % 3)) {
            case 0 -> noon;
            case 1 -> noon.plusMillis(1 + n % 999);
            default -> noon.plusNanos((1 + n % 999_999) * 1_000);
        };
    }
}
