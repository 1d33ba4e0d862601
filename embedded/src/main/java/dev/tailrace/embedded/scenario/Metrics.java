package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.MetricsExpectation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Monitoring metrics of about 10 KB under the date and {@code system_id#timestamp}: the current date is one hot partition. They are
 * written in batches of 25, and a batch is sent again as a whole. One that moves is filed under the next date before it is deleted
 * from its own, so that for a moment two items claim one row.
 */
public final class Metrics implements Scenario {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);
    private static final int SYSTEMS = 40;
    /** Every so manieth is of an earlier date. */
    private static final int EARLIER = 5;

    private static final int SAMPLES = 60;
    private static final int LOG_LINES = 250;

    private final String table;

    public Metrics(String suffix) {
        this.table = "monitoring_metrics" + suffix;
    }

    @Override
    public String id() {
        return "metrics";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("date"), range("system_timestamp"))
                        .attributeDefinitions(
                                attribute("date", ScalarAttributeType.S),
                                attribute("system_timestamp", ScalarAttributeType.S))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - when: { system_timestamp: "{system_id}#{at:timestamptz}" }
                        into: metrics
                        key: [system_id, at]
                        columns:
                          date: date
                          status: { type: text, values: [OK, WARNING, CRITICAL] }
                          samples: jsonb
                        rest: attributes
                        owned: true
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new MetricsExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        return new Write.Put(table, item(key(n, 0), random));
    }

    private static Map<String, AttributeValue> item(Map<String, AttributeValue> key, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.putAll(Values.odds(random));
        item.put("status", s(Values.oneOf(List.of("OK", "WARNING", "CRITICAL"), random)));
        item.put("samples", samples(random));
        StringBuilder log = new StringBuilder();
        for (int line = 0; line < LOG_LINES; line++) {
            log.append(Values.sentence(random)).append('\n');
        }
        item.put("log", s(log.toString()));
        return item;
    }

    private static AttributeValue samples(RandomGenerator random) {
        return ItemAttributes.l(IntStream.range(0, SAMPLES)
                .mapToObj(i -> n(Values.money(random)))
                .toList());
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n, 0));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(
                table, key(n, 0), Map.of("status", s("OK"), "samples", samples(random)), Set.of("note"));
    }

    @Override
    public List<Write> change(ChangeKind kind, long n, RandomGenerator random) {
        return switch (kind) {
            case INSERT -> {
                long first = n - n % Batches.MOST;
                yield List.of(new Write.Batch(LongStream.range(first, first + Batches.MOST)
                        .<Write>mapToObj(i -> item(i, random))
                        .toList()));
            }
            case MOVE ->
                List.of(
                        new Write.Put(table, item(key(n, 1), random)),
                        delete(n),
                        item(n, random),
                        new Write.Delete(table, key(n, 1)));
            case UPDATE, DELETE, REINSERT -> Scenario.super.change(kind, n, random);
        };
    }

    /** @param late how many days after its own an item is filed */
    private static Map<String, AttributeValue> key(long n, int late) {
        LocalDate day = n % EARLIER == 0 ? TODAY.minusDays(1 + n / EARLIER % 28) : TODAY;
        // The factor and a day have no divisor in common: each number has a moment of its own.
        Instant at = day.atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plusMillis(n * 887 % Duration.ofDays(1).toMillis());
        return Map.of(
                "date",
                s(day.plusDays(late).toString()),
                "system_timestamp",
                s("system-%02d#%s".formatted(n % SYSTEMS, at)));
    }
}
