package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.ReadingsExpectation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Readings under {@code device#date#shard} and a time without an offset, as Python writes it: with six digits of fraction or none;
 * some devices write three. The shard is the time's seconds modulo 10; the target's keys are device and time. Readings expire after
 * 90 days: those of 2024 have, and are still there. Deletes are what DynamoDB's expiry would do. One that moves is put into another shard
 * before it is deleted from its own.
 */
public final class Sensors implements Scenario {
    private static final LocalDateTime FIRST = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final LocalDateTime FIRST_EXPIRED = LocalDateTime.of(2024, 1, 1, 0, 0);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final Duration LIFE = Duration.ofDays(90);
    private static final int DEVICES = 20;
    private static final int SHARDS = 10;
    private static final int EXPIRED = 3;
    private static final int SECONDS_BETWEEN = 997;

    private final String table;

    public Sensors(String suffix) {
        this.table = "SensorData" + suffix;
    }

    @Override
    public String id() {
        return "sensors";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("PK"), range("timestamp"))
                        .attributeDefinitions(
                                attribute("PK", ScalarAttributeType.S),
                                attribute("timestamp", ScalarAttributeType.S))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - when: { PK: "{device_id}#{day:date}#{shard:int}", timestamp: "{at:timestamp}" }
                        into: readings
                        key: [device_id, at]
                        columns:
                          temperature: numeric(5,2)
                          humidity: numeric(5,2)
                          pressure: numeric(7,2)
                          expires_at: { from: ttl, type: timestamptz, unit: s }
                        rest: attributes
                        owned: true
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new ReadingsExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        return new Write.Put(table, item(key(n, 0), n, random));
    }

    private static Map<String, AttributeValue> item(Map<String, AttributeValue> key, long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.putAll(Values.odds(random));
        item.putAll(values(random));
        item.put("ttl", n(at(n).plus(LIFE).toEpochSecond(ZoneOffset.UTC)));
        return item;
    }

    private static Map<String, AttributeValue> values(RandomGenerator random) {
        return Map.of(
                "temperature", n(BigDecimal.valueOf(random.nextLong(-4_000, 6_000), 2)),
                "humidity", n(BigDecimal.valueOf(random.nextLong(10_001), 2)),
                "pressure", n(BigDecimal.valueOf(random.nextLong(87_000, 108_500), 2)));
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n, 0));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(table, key(n, 0), values(random), Set.of("discount"));
    }

    @Override
    public List<Write> change(ChangeKind kind, long n, RandomGenerator random) {
        if (kind != ChangeKind.MOVE) {
            return Scenario.super.change(kind, n, random);
        }
        Map<String, AttributeValue> elsewhere = key(n, random.nextInt(1, SHARDS));
        return List.of(
                new Write.Put(table, item(elsewhere, n, random)),
                delete(n),
                item(n, random),
                new Write.Delete(table, elsewhere));
    }

    /** @param shards how many shards away from its own */
    private static Map<String, AttributeValue> key(long n, int shards) {
        LocalDateTime at = at(n);
        long shard = (at.toEpochSecond(ZoneOffset.UTC) + shards) % SHARDS;
        return Map.of(
                "PK", s("device-%02d#%s#%d".formatted(n % DEVICES, at.toLocalDate(), shard)),
                "timestamp", s(text(n, at)));
    }

    private static LocalDateTime at(long n) {
        LocalDateTime seconds = (n % EXPIRED == 0 ? FIRST_EXPIRED : FIRST).plusSeconds(n * SECONDS_BETWEEN);
        return switch ((int) (n % 4)) {
            case 0 -> seconds;
            case 1 -> seconds.plusNanos(n * 7_919 % 1_000 * 1_000_000);
            default -> seconds.plusNanos(n * 7_919 % 1_000_000 * 1_000);
        };
    }

    private static String text(long n, LocalDateTime at) {
        return SECONDS.format(at)
                + switch ((int) (n % 4)) {
                    case 0 -> "";
                    case 1 -> String.format(Locale.ROOT, ".%03d", at.getNano() / 1_000_000);
                    default -> String.format(Locale.ROOT, ".%06d", at.getNano() / 1_000);
                };
    }
}
