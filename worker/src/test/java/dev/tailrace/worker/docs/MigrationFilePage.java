package dev.tailrace.worker.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code docs/migration-file.md}: a table of fields per object of the JSON Schema. */
final class MigrationFilePage {
    private final JsonNode schema;
    private final StringBuilder text = new StringBuilder();
    private final Set<JsonNode> written = new LinkedHashSet<>();

    private MigrationFilePage(JsonNode schema) {
        this.schema = schema;
    }

    static String text(JsonNode schema) {
        var page = new MigrationFilePage(schema);
        page.text.append("""
                # The migration file

                Write the file in YAML, or in JSON if its name ends in `.json`. The same object is the input of the `Migration`
                workflow.

                - `./tailrace validate FILE` reports everything that is wrong with a file at once, offline.
                - To have your editor check it, put `# yaml-language-server: $schema=<path to the schema>` on the first line. The
                  JSON Schema is
                  [`tailrace-migration.schema.json`](../activities/src/main/resources/tailrace-migration.schema.json).
                - Unknown fields are refused by name, never ignored.
                """);
        page.object("The file", schema);
        return page.text.toString();
    }

    private void object(String title, JsonNode object) {
        if (!written.add(object)) {
            return;
        }
        text.append("\n## ")
                .append(title)
                .append("\n\n")
                .append(object.path("description").asText());
        text.append("\n\n| field | type | | |\n|---|---|---|---|\n");
        var required = new ArrayList<String>();
        object.path("required").forEach(name -> required.add(name.asText()));
        var inner = new ArrayList<JsonNode>();
        object.path("properties").properties().forEach(property -> {
            var field = resolve(property.getValue());
            text.append(row(property.getKey(), field, required.contains(property.getKey())));
            inner.addAll(objectsIn(field));
        });
        var later = object.path("x-later");
        if (!later.isEmpty()) {
            var names = new ArrayList<String>();
            later.forEach(name -> names.add("`" + name.asText() + "`"));
            text.append("\nRefused until a later version has them: ")
                    .append(String.join(", ", names))
                    .append(".\n");
        }
        inner.forEach(child -> object(child.path("title").asText(), child));
    }

    private static String row(String name, JsonNode field, boolean required) {
        var remark = required ? "required" : field.has("default") ? "default `" + field.path("default") + "`" : "";
        return "| `%s` | %s | %s | %s e.g. `%s` |\n"
                .formatted(
                        name,
                        type(field),
                        remark,
                        field.path("description").asText(),
                        field.path("examples").path(0).toString().replace("|", "\\|"));
    }

    private static String type(JsonNode field) {
        if (field.has("enum")) {
            var values = new ArrayList<String>();
            field.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            return String.join(", ", values);
        }
        return switch (field.path("type").getNodeType()) {
            case STRING -> field.path("type").asText();
            case ARRAY -> {
                var types = new ArrayList<String>();
                field.path("type").forEach(type -> types.add(type.asText()));
                yield String.join(" or ", types);
            }
            default -> "see below";
        };
    }

    /** The objects with fields that a field leads to: itself, its elements, its values. */
    private List<JsonNode> objectsIn(JsonNode field) {
        var found = new ArrayList<JsonNode>();
        for (var candidate : List.of(
                field,
                field.path("items"),
                field.path("items").path("then"),
                field.path("items").path("else"),
                field.path("additionalProperties"))) {
            var resolved = resolve(candidate);
            if (resolved.has("properties")) {
                found.add(resolved);
            }
            resolved.path("oneOf").forEach(choice -> {
                if (resolve(choice).has("properties")) {
                    found.add(resolve(choice));
                }
            });
        }
        return found;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? schema.at(node.path("$ref").asText().substring(1)) : node;
    }
}
