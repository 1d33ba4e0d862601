package dev.tailrace.embedded.checker;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Payments whose amount is a currency and a number in one text; the item as a whole is next to them. */
public record PaymentsExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("payments", List.of("payment"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        String[] amount = in.key("amount").split(" ");
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("payment", in.key("payment"));
        cells.put("currency", amount[0]);
        cells.put("amount", new BigDecimal(amount[1]));
        cells.put("item", new ItemReader(item).rest());
        return Optional.of(new ExpectedRow("payments", cells));
    }
}
