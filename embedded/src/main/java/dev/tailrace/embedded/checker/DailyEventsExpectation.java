package dev.tailrace.embedded.checker;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events by date, with their shard and month. */
public record DailyEventsExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("daily_events", List.of("date", "shard", "event_id"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        String event = in.key("eventId");
        Instant occurred = in.time("occurredAt");
        cells.put("date", in.date("date"));
        cells.put("event_id", event);
        cells.put("shard", ShardOf.lastHexDigit(event));
        cells.put("sensor_id", in.text("sensorId"));
        cells.put("occurred_at", occurred);
        cells.put(
                "month",
                occurred == null
                        ? null
                        : YearMonth.from(occurred.atOffset(ZoneOffset.UTC)).toString());
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("daily_events", cells));
    }
}
