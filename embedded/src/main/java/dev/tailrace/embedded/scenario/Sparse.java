package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.MembersExpectation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Members, of whom 1 % pay: only they are in the sparse index. Who moves enters that index and leaves it again, or the other way round. */
public final class Sparse implements Scenario {
    private static final int PREMIUM = 100;

    private final String table;

    public Sparse(String suffix) {
        this.table = "Members" + suffix;
    }

    @Override
    public String id() {
        return "sparse";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("user_id"))
                        .attributeDefinitions(
                                attribute("user_id", ScalarAttributeType.S),
                                attribute("premiumMember", ScalarAttributeType.S),
                                attribute("memberSince", ScalarAttributeType.S))
                        .globalSecondaryIndexes(TableParts.index(
                                "PremiumMembersIndex", "premiumMember", "memberSince", TableParts.ALL))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - into: members
                        key: [user_id]
                        columns:
                          name: text
                          email: text
                          member_since: { from: memberSince, type: date }
                          premium_member: { from: premiumMember, type: text }
                        rest: attributes
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new MembersExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key(n));
        item.putAll(Values.odds(random));
        item.putAll(values(random));
        item.put("memberSince", s(Values.day(random).toString()));
        if (n % PREMIUM == 0) {
            item.putAll(premium(random));
        }
        return new Write.Put(table, item);
    }

    private static Map<String, AttributeValue> values(RandomGenerator random) {
        return Map.of("name", s(Values.sentence(random)), "email", s(Values.word(random) + "@example.com"));
    }

    private static Map<String, AttributeValue> premium(RandomGenerator random) {
        return Map.of("premiumMember", s(Values.oneOf(List.of("gold", "platinum"), random)));
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(table, key(n), values(random), Set.of("discount"));
    }

    @Override
    public List<Write> change(ChangeKind kind, long n, RandomGenerator random) {
        if (kind != ChangeKind.MOVE) {
            return Scenario.super.change(kind, n, random);
        }
        Write joins = new Write.Update(table, key(n), premium(random), Set.of());
        Write leaves = new Write.Update(table, key(n), values(random), Set.of("premiumMember"));
        return n % PREMIUM == 0 ? List.of(leaves, joins) : List.of(joins, leaves);
    }

    private static Map<String, AttributeValue> key(long n) {
        return Map.of("user_id", s(Values.id("m-", n)));
    }
}
