package dev.tailrace.embedded.checker;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events and states whose partition key ends in a shard; the rows name their item. */
public record EventsExpectation(String sourceTable, String schema) implements Expectation {
    private static final String STATUS = "STATUS#";

    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("events", List.of("date", "event_id"), "event_states", List.of("status", "event_id"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        String partition = in.key("PK");
        String event = in.key("event_id");
        String unsharded = partition.substring(0, partition.lastIndexOf('#'));
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("event_id", event);
        cells.put("_source_key", "{\"PK\":{\"S\":\"%s\"},\"event_id\":{\"S\":\"%s\"}}".formatted(partition, event));
        if (unsharded.startsWith(STATUS)) {
            cells.put("status", unsharded.substring(STATUS.length()));
            cells.put("since", in.epochSeconds("since"));
        } else {
            cells.put("date", LocalDate.parse(unsharded));
            cells.put("kind", in.text("kind"));
            cells.put("amount", in.number("amount"));
        }
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow(unsharded.startsWith(STATUS) ? "event_states" : "events", cells));
    }
}
