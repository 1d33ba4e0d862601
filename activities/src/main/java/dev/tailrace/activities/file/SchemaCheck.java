package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import dev.tailrace.mappers.problem.Code;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Checks a document's structure by the schema, and tells what is wrong in our words and codes. */
final class SchemaCheck {
    private static final List<String> BOOLEANS_OF_OLDER_YAML = List.of("yes", "no", "on", "off");
    /** Where secrets are referred to, and may have been written instead. */
    private static final Set<JsonPointer> SECRETS = Set.of(
            JsonPointer.compile("/target/postgres/url"),
            JsonPointer.compile("/target/postgres/password"),
            JsonPointer.compile("/control/postgres/url"),
            JsonPointer.compile("/control/postgres/password"));

    private final Document document;

    private SchemaCheck(Document document) {
        this.document = document;
    }

    /** All problems of structure, in no particular order. */
    static List<FileProblem> of(Document document) {
        var problems = new SchemaCheck(document).problems();
        return problems.stream().filter(p -> !isEcho(p, problems)).toList();
    }

    private List<FileProblem> problems() {
        return MigrationSchema.validate(document.root()).stream()
                .map(this::problem)
                .toList();
    }

    /** A field is missing because its name was mistyped, or because another that comes later stands in its place: said once. */
    private static boolean isEcho(FileProblem missing, List<FileProblem> all) {
        if (!missing.problem().code().equals(Code.F005.id())) {
            return false;
        }
        var object = missing.place().pointer().head();
        return all.stream()
                .filter(p -> Objects.equals(p.place().pointer().head(), object))
                .anyMatch(p -> p.problem().code().equals(Code.F006.id())
                        || missing.value().equals(p.nearest()));
    }

    private FileProblem problem(Error error) {
        var at = JsonPointer.compile(error.getInstanceLocation().toString());
        var schema = MigrationSchema.owner(error);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknown(at.appendProperty(error.getProperty()), schema);
            case "required" -> missing(at.appendProperty(error.getProperty()), schema);
            case "pattern" -> SECRETS.contains(at) ? secret(at) : wrong(at, schema, "is not valid here");
            case "enum" -> notOneOf(at, schema);
            case "type" -> otherKind(at, schema);
            case "minimum" ->
                wrong(at, schema, "is less than " + schema.get("minimum").asText());
            case "maximum" ->
                wrong(at, schema, "is more than " + schema.get("maximum").asText());
            case "exclusiveMinimum" ->
                wrong(
                        at,
                        schema,
                        "is not above " + schema.get("exclusiveMinimum").asText());
            default -> wrong(at, schema, "is not valid here");
        };
    }

    private FileProblem unknown(JsonPointer at, JsonNode schema) {
        var name = ShownJson.text(at.last().getMatchingProperty());
        if (texts(schema.path("x-later")).anyMatch(name::equals)) {
            var sentence = "This version does not have \"%s\" yet.".formatted(name);
            var fix = schema.path("x-instead").path(name).asText(Code.F006.fix());
            return FileProblem.of(document.nameAt(at), Code.F006, name, sentence, fix);
        }
        var known = schema.path("properties")
                .propertyStream()
                .map(field -> field.getKey())
                .toList();
        var sentence = "\"%s\" is not a field of \"%s\"."
                .formatted(name, schema.path("title").asText());
        var fix = "Known here: %s.".formatted(String.join(", ", known));
        return FileProblem.of(document.nameAt(at), Code.F003, name, sentence, fix)
                .withNearest(Nearest.to(name, known));
    }

    private FileProblem missing(JsonPointer at, JsonNode schema) {
        var name = at.last().getMatchingProperty();
        var sentence = "\"%s\" is missing in \"%s\"."
                .formatted(name, schema.path("title").asText());
        return FileProblem.of(document.valueAt(at), Code.F005, name, sentence, meaning(field(schema, name)));
    }

    private FileProblem secret(JsonPointer at) {
        var sentence = "This is not a reference. Its text is not shown.";
        return FileProblem.of(document.valueAt(at), Code.F007, "", sentence, Code.F007.fix());
    }

    private FileProblem notOneOf(JsonPointer at, JsonNode schema) {
        var refused = schema.path("x-refused").path(document.at(at).asText());
        if (refused.isTextual()) {
            return wrong(at, schema, refused.textValue().replaceFirst("\\.$", ""));
        }
        var allowed = texts(schema.path("enum")).toList();
        var fact = "is not one of " + String.join(", ", allowed);
        return wrong(at, schema, fact).withNearest(Nearest.to(document.at(at).asText(), allowed));
    }

    /** A word that is text to its writer, or was a boolean to older YAML. */
    private FileProblem otherKind(JsonPointer at, JsonNode schema) {
        var problem = wrong(at, schema, "is given where %s is expected".formatted(kinds(schema)));
        var node = document.at(at);
        boolean text = !SECRETS.contains(at) && kinds(schema).contains(ShownJson.kind("string"));
        if (text && (node.isBoolean() || node.isNumber() || node.isNull())) {
            return problem.withFixFirst(
                    node.isNull()
                            ? "Put it in quotes if it is text. To YAML null, ~, and # with all that follows it are nothing."
                            : "Put it in quotes if it is text.");
        }
        boolean word = node.isTextual()
                && BOOLEANS_OF_OLDER_YAML.contains(node.textValue().toLowerCase(Locale.ROOT));
        return word && kinds(schema).equals(ShownJson.kind("boolean"))
                ? problem.withFixFirst("Write true or false.")
                : problem;
    }

    private FileProblem wrong(JsonPointer at, JsonNode schema, String fact) {
        var node = document.at(at);
        var value = SECRETS.contains(at) ? "a value that is not shown" : ShownJson.value(node);
        var sentence = "%s %s.".formatted(value, fact);
        return FileProblem.of(document.valueAt(at), Code.F004, value, sentence, meaning(schema));
    }

    private static JsonNode field(JsonNode schema, String name) {
        var field = schema.path("properties").path(name);
        var reference = field.path("$ref").asText();
        return reference.isEmpty() ? field : MigrationSchema.text().at(reference.substring(1));
    }

    /** What the schema says about a value, with an example. */
    private static String meaning(JsonNode schema) {
        var description = schema.path("description").asText(Code.F004.fix());
        var example = schema.path("examples").path(0).toString();
        return example.isEmpty() || example.length() > 150
                ? description
                : "%s For example: %s".formatted(description, example);
    }

    private static String kinds(JsonNode schema) {
        var type = schema.path("type");
        var types = type.isArray() ? texts(type) : Stream.of(type.asText());
        return types.map(ShownJson::kind).collect(Collectors.joining(" or "));
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }
}
