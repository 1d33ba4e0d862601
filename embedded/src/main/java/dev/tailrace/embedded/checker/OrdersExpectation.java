package dev.tailrace.embedded.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Orders, of which some may be poisoned: a total that is text, a note with U+0000. */
public record OrdersExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("orders", List.of("order_id"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        if (isPoisoned(item)) {
            return Optional.empty();
        }
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("order_id", in.key("orderId"));
        cells.put("customer_id", in.text("customerId"));
        cells.put("order_date", in.date("orderDate"));
        cells.put("status", in.text("status"));
        cells.put("total", in.number("total"));
        cells.put("placed_at", in.time("placedAt"));
        cells.put("lines", in.json("lines"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("orders", cells));
    }

    private static boolean isPoisoned(Map<String, AttributeValue> item) {
        AttributeValue total = item.get("total");
        AttributeValue note = item.get("note");
        return (total != null && total.n() == null)
                || (note != null && note.s() != null && note.s().indexOf('\0') >= 0);
    }
}
