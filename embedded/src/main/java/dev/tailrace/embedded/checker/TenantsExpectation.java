package dev.tailrace.embedded.checker;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Users of tenants. */
public record TenantsExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("users", List.of("tenant_id", "user_id"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("tenant_id", new BigDecimal(in.key("PK").substring("tenant#".length())));
        cells.put("user_id", in.key("SK").substring("user#".length()));
        cells.put("name", in.text("name"));
        cells.put("seen_at", in.epochSeconds("seenAt"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("users", cells));
    }
}
