package dev.tailrace.embedded.checker;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events of the one partition, with their shard and day. */
public record GlobalEventsExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("global_events", List.of("shard", "event_id"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        String event = in.key("eventId");
        in.key("PK");
        Instant occurred = in.time("occurredAt");
        cells.put("event_id", event);
        cells.put("shard", ShardOf.md5(event));
        cells.put("occurred_at", occurred);
        cells.put("day", occurred == null ? null : LocalDate.ofInstant(occurred, ZoneOffset.UTC));
        cells.put("payload", in.json("payload"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("global_events", cells));
    }
}
