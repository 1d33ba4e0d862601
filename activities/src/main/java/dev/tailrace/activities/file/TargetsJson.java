package dev.tailrace.activities.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.activities.file.TargetOptions.ForeignKey;
import dev.tailrace.activities.file.TargetOptions.Objects;
import dev.tailrace.activities.file.TargetOptions.Partition;
import dev.tailrace.activities.file.TargetOptions.Prune;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code targets} of a table that the schema accepts. */
final class TargetsJson {
    private TargetsJson() {}

    static Map<String, TargetOptions> read(JsonNode targets) {
        var options = new LinkedHashMap<String, TargetOptions>();
        targets.properties().forEach(target -> options.put(target.getKey(), options(target.getValue())));
        return options;
    }

    private static TargetOptions options(JsonNode target) {
        var unique = new ArrayList<List<String>>();
        target.path("unique").forEach(columns -> unique.add(texts(columns)));
        var foreignKeys = new ArrayList<ForeignKey>();
        target.path("foreignKeys")
                .forEach(key -> foreignKeys.add(new ForeignKey(
                        texts(key.path("columns")), key.path("references").asText(), texts(key.path("key")))));
        return new TargetOptions(
                partition(target.path("partition")),
                target.path("checks").asBoolean(),
                unique,
                foreignKeys,
                prune(target.path("prune")),
                texts(target.path("pointers")),
                objects(target.path("objects")));
    }

    private static @Nullable Objects objects(JsonNode node) {
        return node.isMissingNode()
                ? null
                : new Objects(
                        texts(node.path("of")),
                        node.path("bucket").textValue(),
                        node.path("most").asInt(Objects.MOST));
    }

    private static @Nullable Partition partition(JsonNode node) {
        return node.isMissingNode()
                ? null
                : new Partition(
                        node.path("of").asText(),
                        node.path("by").asText(),
                        node.path("from").asText(),
                        node.path("to").asText());
    }

    private static @Nullable Prune prune(JsonNode node) {
        return node.isMissingNode()
                ? null
                : new Prune(node.path("of").asText(), node.path("days").intValue());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
