package dev.tailrace.embedded.checker;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Orders and their items, told apart by the third part of the sort key. */
public record CustomerOrdersExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of(
                "order_items",
                List.of("customer_id", "order_date", "item_no"),
                "customer_orders",
                List.of("customer_id", "order_id", "placed_at"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        List<String> parts = List.of(in.key("SK").split("#"));
        boolean isItem = parts.get(2).equals("item");
        cells.put("customer_id", in.key("PK").substring("customer#".length()));
        if (isItem) {
            cells.put("order_date", LocalDate.parse(parts.get(1)));
            cells.put("item_no", new BigDecimal(parts.get(3)));
            cells.put("sku", in.text("sku"));
            cells.put("quantity", in.number("quantity"));
            cells.put("price", in.number("price"));
        } else {
            cells.put("order_id", parts.get(1));
            cells.put("placed_at", Instant.parse(parts.get(2)));
            cells.put("status", in.text("status"));
            cells.put("total", in.number("total"));
        }
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow(isItem ? "order_items" : "customer_orders", cells));
    }
}
