package dev.tailrace.embedded.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Revisions of documents: numeric keys. */
public record RevisionsExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("revisions", List.of("document_id", "version_number"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("document_id", in.number("document_id"));
        cells.put("version_number", in.number("version_number"));
        cells.put("author", in.text("author"));
        cells.put("title", in.text("title"));
        cells.put("saved_at", in.epochSeconds("savedAt"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("revisions", cells));
    }
}
