package dev.tailrace.embedded.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One of the tables of features. */
public record FeaturesExpectation(String sourceTable, String schema, String targetTable) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of(targetTable, List.of("hash_key"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("hash_key", in.key("hash_key"));
        cells.put("computed_at", in.epochSeconds("computedAt"));
        cells.put("vector", in.json("vector"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow(targetTable, cells));
    }
}
