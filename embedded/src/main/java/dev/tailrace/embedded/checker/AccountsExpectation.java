package dev.tailrace.embedded.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Accounts. */
public record AccountsExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("accounts", List.of("account_id"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("account_id", in.key("account_id"));
        cells.put("balance", in.number("balance"));
        cells.put("owner", in.text("owner"));
        cells.put("opened", in.date("opened"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("accounts", cells));
    }
}
