package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.FeaturesExpectation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Features of a model in 50 small tables, items of about 1 KB. Item {@code n} is in table {@code n mod 50}. */
public final class Features implements Scenario {
    public static final int TABLES = 50;

    private static final int DIMENSIONS = 64;

    private final String suffix;

    public Features(String suffix) {
        this.suffix = suffix;
    }

    @Override
    public String id() {
        return "features";
    }

    @Override
    public String schema() {
        return "features";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return IntStream.range(0, TABLES)
                .mapToObj(i -> TableParts.table(
                        table(i),
                        t -> t.keySchema(hash("hash_key"))
                                .attributeDefinitions(attribute("hash_key", ScalarAttributeType.S))))
                .toList();
    }

    @Override
    public String mapping() {
        return IntStream.range(0, TABLES)
                .mapToObj(i -> """
                          - from: %s
                            mapping:
                              - into: %s
                                key: [hash_key]
                                columns:
                                  computed_at: { from: computedAt, type: timestamptz, unit: s }
                                  vector: jsonb
                                rest: attributes
                        """.formatted(table(i), target(i)))
                .collect(Collectors.joining());
    }

    @Override
    public List<Expectation> expectations() {
        return IntStream.range(0, TABLES)
                .<Expectation>mapToObj(i -> new FeaturesExpectation(table(i), schema(), target(i)))
                .toList();
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key(n));
        item.putAll(values(random));
        item.put("model", s(Values.word(random)));
        return new Write.Put(tableOf(n), item);
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(tableOf(n), key(n));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(tableOf(n), key(n), values(random), Set.of());
    }

    private static Map<String, AttributeValue> values(RandomGenerator random) {
        List<AttributeValue> vector = random.ints(DIMENSIONS, -1_000_000, 1_000_000)
                .mapToObj(component -> AttributeValue.fromN(component + ".0625"))
                .toList();
        return Map.of("computedAt", n(Values.moment(random).getEpochSecond()), "vector", ItemAttributes.l(vector));
    }

    private static Map<String, AttributeValue> key(long n) {
        return Map.of("hash_key", s(Values.id("entity-", n / TABLES)));
    }

    private String tableOf(long n) {
        return table((int) (n % TABLES));
    }

    private String table(int i) {
        return "Features_%02d%s".formatted(i, suffix);
    }

    private static String target(int i) {
        return "features_%02d".formatted(i);
    }
}
