package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.TenantsExpectation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Users of tenants, of which the first has 80 %: one partition, so one scan segment and one shard carry most. */
public final class Tenants implements Scenario {
    private static final int SMALL_TENANTS = 40;

    private final String table;

    public Tenants(String suffix) {
        this.table = "Tenants" + suffix;
    }

    @Override
    public String id() {
        return "tenants";
    }

    @Override
    public String schema() {
        return "tenants";
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
                      - when: { PK: "tenant#{tenant_id:int}", SK: "user#{user_id}" }
                        into: users
                        key: [tenant_id, user_id]
                        columns:
                          name: text
                          seen_at: { from: seenAt, type: timestamptz, unit: s }
                        rest: attributes
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new TenantsExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key(n));
        item.putAll(values(random));
        item.putAll(Values.odds(random));
        return new Write.Put(table, item);
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(table, key(n), values(random), Set.of());
    }

    private static Map<String, AttributeValue> values(RandomGenerator random) {
        return Map.of(
                "name",
                s(Values.sentence(random)),
                "seenAt",
                n(Values.moment(random).getEpochSecond()));
    }

    private static Map<String, AttributeValue> key(long n) {
        long tenant = n % 5 == 0 ? 1 + n / 5 % SMALL_TENANTS : 0;
        return Map.of("PK", s("tenant#" + tenant), "SK", s("user#" + Values.id("u", n)));
    }
}
