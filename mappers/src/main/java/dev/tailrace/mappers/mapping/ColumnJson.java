package dev.tailrace.mappers.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a file states of a column. */
final class ColumnJson {
    private static final List<String> FIELDS = List.of(
            "from",
            "type",
            "unit",
            "nul",
            "value",
            "values",
            "zone",
            "decode",
            "flag",
            "of",
            "by",
            "form",
            "mod",
            "list",
            "case",
            "bucket",
            "prefix",
            "suffix",
            "template",
            "fallback",
            "format",
            "digits",
            "offset",
            "fraction",
            "truthy",
            "falsy",
            "words",
            "also",
            "round");

    private final MappingJson reader;
    private final Problems problems;

    ColumnJson(MappingJson reader, Problems problems) {
        this.reader = reader;
        this.problems = problems;
    }

    ColumnSpec read(JsonNode column, String pointer) {
        if (column.isTextual()) {
            return new ColumnSpec(null, column.textValue(), null);
        }
        reader.members(column, pointer);
        MappingJson.checkFields(column, pointer, FIELDS, problems);
        return new ColumnSpec(
                reader.optional(column, "from", pointer),
                reader.optional(column, "type", pointer),
                reader.optional(column, "unit", pointer),
                reader.optional(column, "nul", pointer),
                constant(column, pointer),
                reader.texts(column.path("values"), pointer + "/values"),
                reader.optional(column, "zone", pointer),
                reader.optional(column, "decode", pointer),
                reader.optional(column, "flag", pointer),
                reader.optional(column, "of", pointer),
                new TransformSpec(
                        reader.optional(column, "by", pointer),
                        reader.optional(column, "form", pointer),
                        reader.whole(column, "mod", pointer),
                        reader.texts(column.path("list"), pointer + "/list"),
                        reader.optional(column, "case", pointer),
                        reader.optional(column, "bucket", pointer),
                        reader.optional(column, "prefix", pointer),
                        reader.optional(column, "suffix", pointer)),
                reader.optional(column, "template", pointer),
                reader.optional(column, "fallback", pointer),
                oneOrSeveral(column, "format", pointer),
                digits(column.path("digits"), pointer + "/digits"),
                reader.optional(column, "offset", pointer),
                reader.optional(column, "fraction", pointer),
                values(column.path("truthy"), pointer + "/truthy"),
                values(column.path("falsy"), pointer + "/falsy"),
                reader.optional(column, "words", pointer),
                reader.texts(column.path("also"), pointer + "/also"),
                reader.optional(column, "round", pointer));
    }

    /** As text; for jsonb as JSON. */
    private @Nullable String constant(JsonNode column, String pointer) {
        var value = column.get("value");
        if (value == null) {
            return null;
        }
        boolean json = column.path("type").asText().strip().equalsIgnoreCase("jsonb");
        if (!json && !value.isValueNode()) {
            wrong(pointer + "/value", value, "a text, a number, true or false belongs; other JSON is for type: jsonb");
        }
        return json ? value.toString() : value.asText();
    }

    private List<String> oneOrSeveral(JsonNode column, String field, String pointer) {
        var node = column.path(field);
        return node.isTextual() ? List.of(node.textValue()) : reader.texts(node, pointer + "/" + field);
    }

    private List<Integer> digits(JsonNode node, String pointer) {
        var digits = new ArrayList<Integer>();
        for (var one : node.isArray() ? node : List.of(node)) {
            if (one.isIntegralNumber() && one.canConvertToInt()) {
                digits.add(one.intValue());
            } else if (!one.isMissingNode()) {
                wrong(pointer, one, "a whole number belongs");
            }
        }
        return digits;
    }

    /** Of kind S and N. */
    private List<Value> values(JsonNode array, String pointer) {
        var values = new ArrayList<Value>();
        if (!array.isArray() && !array.isMissingNode()) {
            wrong(pointer, array, "a list belongs");
        }
        for (int i = 0; i < array.size(); i++) {
            var value = array.get(i).isBoolean()
                    ? null
                    : new ConditionJson(problems).value(array.get(i), pointer + "/" + i);
            if (value != null) {
                values.add(value);
            } else if (array.get(i).isBoolean()) {
                wrong(pointer + "/" + i, array.get(i), "a text or a number belongs; BOOL is taken anyway");
            }
        }
        return values;
    }

    private void wrong(String pointer, JsonNode node, String wanted) {
        problems.add(pointer, Code.F004, "There is " + Shown.name(node.toString()) + " where " + wanted + ".");
    }
}
