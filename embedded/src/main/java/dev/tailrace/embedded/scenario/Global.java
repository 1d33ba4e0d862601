package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.DailyEventsExpectation;
import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.GlobalEventsExpectation;
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
 * Events that no one sharded: all of one table are in the partition {@code GLOBAL}, so that one scan segment has everything; those of another are by
 * date. The target's keys have the shard, and the rows the day or month. Two source tables: even numbers are of the first.
 */
public final class Global implements Scenario {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private final String global;
    private final String daily;

    public Global(String suffix) {
        this.global = "GlobalEvents" + suffix;
        this.daily = "DailyEvents" + suffix;
    }

    @Override
    public String id() {
        return "global";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(
                TableParts.table(
                        global,
                        t -> t.keySchema(hash("PK"), range("eventId"))
                                .attributeDefinitions(
                                        attribute("PK", ScalarAttributeType.S),
                                        attribute("eventId", ScalarAttributeType.S))),
                TableParts.table(
                        daily,
                        t -> t.keySchema(hash("date"), range("eventId"))
                                .attributeDefinitions(
                                        attribute("date", ScalarAttributeType.S),
                                        attribute("eventId", ScalarAttributeType.S))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - when: { PK: { equals: GLOBAL } }
                        into: global_events
                        key: [shard, event_id]
                        columns:
                          shard: { of: eventId, by: md5, mod: 10 }
                          event_id: { from: eventId, type: text }
                          occurred_at: { from: occurredAt, type: timestamptz }
                          day: { of: occurredAt, bucket: day }
                          payload: jsonb
                        rest: attributes
                  - from: %s
                    mapping:
                      - into: daily_events
                        key: [date, shard, event_id]
                        columns:
                          date: date
                          shard: { of: eventId, by: md5-last-hex, mod: 10 }
                          event_id: { from: eventId, type: text }
                          sensor_id: { from: sensorId, type: text }
                          occurred_at: { from: occurredAt, type: timestamptz }
                          month: { of: occurredAt, bucket: month }
                        rest: attributes
                """.formatted(global, daily);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new GlobalEventsExpectation(global, schema()), new DailyEventsExpectation(daily, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key(n));
        item.putAll(Values.odds(random));
        item.putAll(values(n, random));
        return new Write.Put(table(n), item);
    }

    private static Map<String, AttributeValue> values(long n, RandomGenerator random) {
        return isGlobal(n)
                ? Map.of("occurredAt", s(Values.iso(random)), "payload", Values.lines(random))
                : Map.of("occurredAt", s(Values.iso(random)), "sensorId", s("sensor-" + random.nextInt(30)));
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table(n), key(n));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(table(n), key(n), values(n, random), Set.of("discount"));
    }

    private static boolean isGlobal(long n) {
        return n % 2 == 0;
    }

    private String table(long n) {
        return isGlobal(n) ? global : daily;
    }

    private static Map<String, AttributeValue> key(long n) {
        return isGlobal(n)
                ? Map.of("PK", s("GLOBAL"), "eventId", s(Values.id("e-", n)))
                : Map.of("date", s(FIRST.plusDays(n / 2 % 30).toString()), "eventId", s(Values.id("e-", n)));
    }
}
