package dev.tailrace.embedded.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Members; those who do not pay have no {@code premium_member}. */
public record MembersExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("members", List.of("user_id"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("user_id", in.key("user_id"));
        cells.put("name", in.text("name"));
        cells.put("email", in.text("email"));
        cells.put("member_since", in.date("memberSince"));
        cells.put("premium_member", in.text("premiumMember"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("members", cells));
    }
}
