package dev.tailrace.embedded.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Files: a sort key of folder and name around one slash. */
public record FilesExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("files", List.of("user_id", "folder", "file"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        String path = in.key("path");
        int slash = path.indexOf('/');
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("user_id", in.key("user_id"));
        cells.put("folder", path.substring(0, slash));
        cells.put("file", path.substring(slash + 1));
        cells.put("size", in.number("size"));
        cells.put("checksum", in.bytes("checksum"));
        cells.put("public", in.bool("public"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("files", cells));
    }
}
