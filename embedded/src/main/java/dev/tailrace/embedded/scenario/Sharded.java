package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.EventsExpectation;
import dev.tailrace.embedded.checker.Expectation;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Events whose partition key ends in a shard, {@code 2026-01-02#7}, and states, {@code STATUS#active#7}: the target's keys are
 * without it, and unique by the application's rule only. An item that moves is put into another shard before it is deleted from
 * its own, so that for a moment two items claim one row.
 */
public final class Sharded implements Scenario {
    private static final int SHARDS = 10;
    private static final int STATES = 4;
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private final String table;

    public Sharded(String suffix) {
        this.table = "Events" + suffix;
    }

    @Override
    public String id() {
        return "sharded";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("PK"), range("event_id"))
                        .attributeDefinitions(
                                attribute("PK", ScalarAttributeType.S), attribute("event_id", ScalarAttributeType.S))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - when: { PK: "STATUS#{status}#{shard:int}" }
                        into: event_states
                        key: [status, event_id]
                        columns:
                          since: { type: timestamptz, unit: s }
                        rest: attributes
                        owned: true
                      - when: { PK: "{date:date}#{shard:int}" }
                        into: events
                        key: [date, event_id]
                        columns:
                          kind: text
                          amount: numeric(12,2)
                        rest: attributes
                        owned: true
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new EventsExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        return new Write.Put(table, item(key(n, shard(n)), n, random));
    }

    private static Map<String, AttributeValue> item(Map<String, AttributeValue> key, long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.putAll(Values.odds(random));
        item.putAll(values(n, random));
        return item;
    }

    private static Map<String, AttributeValue> values(long n, RandomGenerator random) {
        return isState(n)
                ? Map.of("since", n(Values.moment(random).getEpochSecond()))
                : Map.of("kind", s(Values.word(random)), "amount", n(Values.money(random)));
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n, shard(n)));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(table, key(n, shard(n)), values(n, random), Set.of("discount"));
    }

    /** To another shard and back, the new item each time put before the old one is deleted. */
    @Override
    public List<Write> change(ChangeKind kind, long n, RandomGenerator random) {
        if (kind != ChangeKind.MOVE) {
            return Scenario.super.change(kind, n, random);
        }
        Map<String, AttributeValue> elsewhere = key(n, shard(n) + 1 + random.nextInt(SHARDS - 1));
        return List.of(
                new Write.Put(table, item(elsewhere, n, random)),
                delete(n),
                item(n, random),
                new Write.Delete(table, elsewhere));
    }

    private static boolean isState(long n) {
        return n % STATES == 0;
    }

    private static long shard(long n) {
        return n * 7 % SHARDS;
    }

    private static Map<String, AttributeValue> key(long n, long shard) {
        String partition = isState(n) ? "STATUS#active" : FIRST.plusDays(n % 30).toString();
        return Map.of("PK", s(partition + "#" + shard % SHARDS), "event_id", s(Values.id("e-", n)));
    }
}
