package dev.tailrace.embedded.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Carts, a product a row. */
public record CartsExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("carts", List.of("user_id", "product_id"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("user_id", in.key("user_id"));
        cells.put("product_id", in.key("product_id"));
        cells.put("quantity", in.number("quantity"));
        cells.put("price", in.number("price"));
        cells.put("added_at", in.epochSeconds("added_at"));
        cells.put("expires_at", in.epochSeconds("ttl"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("carts", cells));
    }
}
