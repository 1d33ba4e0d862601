package dev.tailrace.embedded.checker;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Metrics by system and time; the rows name their item. */
public record MetricsExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("metrics", List.of("system_id", "at"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        String date = in.key("date");
        String below = in.key("system_timestamp");
        int hash = below.lastIndexOf('#');
        cells.put("system_id", below.substring(0, hash));
        cells.put("at", Instant.parse(below.substring(hash + 1)));
        cells.put("date", LocalDate.parse(date));
        cells.put(
                "_source_key", "{\"date\":{\"S\":\"%s\"},\"system_timestamp\":{\"S\":\"%s\"}}".formatted(date, below));
        cells.put("status", in.text("status"));
        cells.put("samples", in.json("samples"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("metrics", cells));
    }
}
