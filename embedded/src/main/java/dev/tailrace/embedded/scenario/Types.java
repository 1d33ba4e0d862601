package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.TypesExpectation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Every type of value at its edges, in values, keys and names. The first {@link #KINDS} items are one of each kind, the next
 * as many are so again under other keys; some of them cannot have a row, and say so in {@code refused}.
 */
public final class Types implements Scenario {
    private static final List<Map<String, AttributeValue>> VALUES = values();
    private static final List<TypeKey> KEYS = List.of(TypeKey.values());

    /** How many different items there are. */
    public static final int KINDS = VALUES.size() + KEYS.size();

    private final String table;

    public Types(String suffix) {
        this.table = "Types" + suffix;
    }

    @Override
    public String id() {
        return "types";
    }

    @Override
    public String schema() {
        return "types";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("id"), range("part"))
                        .attributeDefinitions(
                                attribute("id", ScalarAttributeType.S), attribute("part", ScalarAttributeType.S))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - into: types
                        key: [id, part]
                        columns:
                          part: { type: text, nul: escape }
                          text: text
                          number: numeric
                          binary: bytea
                          flag: boolean
                          texts: text[]
                          numbers: numeric[]
                          binaries: bytea[]
                          document: jsonb
                          whole: bigint
                          money: numeric(5,2)
                          select: text
                          Select: text
                          stripped: { type: text, nul: strip }
                          escaped: { type: text, nul: escape }
                          utf8: { type: text, nul: bytea }
                        rest: attributes
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new TypesExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        return item(n, n);
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n));
    }

    /** Another kind of value under the same key, unless it is the key that is special. */
    @Override
    public Write update(long n, RandomGenerator random) {
        return item(n, isSpecialKey(n) ? n : random.nextInt(VALUES.size()));
    }

    private Write.Put item(long n, long kind) {
        Map<String, AttributeValue> item = new HashMap<>(key(n));
        item.putAll(isSpecialKey(n) ? specialKey(n).others() : VALUES.get((int) (kind % KINDS)));
        return new Write.Put(table, item);
    }

    private static Map<String, AttributeValue> key(long n) {
        return isSpecialKey(n)
                ? specialKey(n).key(n, new SplittableRandom(n))
                : Map.of("id", s(Values.id("id-", n)), "part", s("part"));
    }

    private static boolean isSpecialKey(long n) {
        return n % KINDS >= VALUES.size();
    }

    private static TypeKey specialKey(long n) {
        return KEYS.get((int) (n % KINDS) - VALUES.size());
    }

    private static List<Map<String, AttributeValue>> values() {
        List<Map<String, AttributeValue>> values = new ArrayList<>(TypeEdges.all());
        values.addAll(TypeFaults.all());
        return values;
    }
}
