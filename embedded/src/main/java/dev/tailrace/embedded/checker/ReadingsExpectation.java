package dev.tailrace.embedded.checker;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Readings by device and time, whatever their day and shard; the rows name their item. */
public record ReadingsExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("readings", List.of("device_id", "at"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        String partition = in.key("PK");
        String time = in.key("timestamp");
        cells.put("device_id", partition.substring(0, partition.indexOf('#')));
        cells.put("at", LocalDateTime.parse(time));
        cells.put("_source_key", "{\"PK\":{\"S\":\"%s\"},\"timestamp\":{\"S\":\"%s\"}}".formatted(partition, time));
        cells.put("temperature", in.number("temperature"));
        cells.put("humidity", in.number("humidity"));
        cells.put("pressure", in.number("pressure"));
        cells.put("expires_at", in.epochSeconds("ttl"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("readings", cells));
    }
}
