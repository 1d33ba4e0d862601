package dev.tailrace.activities.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.MappingSpec.ColumnSpec;
import dev.tailrace.mappers.mapping.MappingSpec.Else;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns a mapping that the schema accepts into records. */
final class Mappings {
    private Mappings() {}

    static MappingSpec read(JsonNode mapping) {
        List<Rule> rules = new ArrayList<>();
        var otherwise = Else.REFUSE;
        for (var element : mapping) {
            if (element.has("else")) {
                otherwise = Else.valueOf(element.get("else").asText().toUpperCase(Locale.ROOT));
            } else {
                rules.add(rule(element));
            }
        }
        return new MappingSpec(rules, otherwise);
    }

    private static Rule rule(JsonNode rule) {
        Map<String, String> when = new LinkedHashMap<>();
        rule.path("when")
                .properties()
                .forEach(e -> when.put(e.getKey(), e.getValue().asText()));
        List<String> key = new ArrayList<>();
        rule.path("key").forEach(column -> key.add(column.asText()));
        Map<String, ColumnSpec> columns = new LinkedHashMap<>();
        rule.path("columns").properties().forEach(e -> columns.put(e.getKey(), column(e.getValue())));
        return new Rule(
                when,
                rule.path("into").asText(),
                key,
                columns,
                rule.path("rest").asText(null));
    }

    private static ColumnSpec column(JsonNode column) {
        return column.isTextual()
                ? new ColumnSpec(null, column.asText(), null)
                : new ColumnSpec(
                        column.path("from").asText(null),
                        column.path("type").asText(null),
                        column.path("unit").asText(null));
    }
}
