package dev.tailrace.embedded.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Scores, a game of a player a row. */
public record ScoresExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("scores", List.of("user_id", "game_id"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("user_id", in.key("userId"));
        cells.put("game_id", in.key("gameId"));
        cells.put("score", in.number("score"));
        cells.put("played_at", in.epochMillis("playedAt"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("scores", cells));
    }
}
