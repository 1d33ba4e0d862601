package dev.tailrace.mappers.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import dev.tailrace.mappers.mapping.MappingSpec.Not;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a rule asks of an attribute, where that is an object. */
final class ConditionJson {
    private static final List<String> FIELDS =
            List.of("template", "equals", "in", "prefix", "suffix", "present", "type", "not");
    private static final List<String> NEGATED = List.of("equals", "in", "prefix", "suffix", "type");
    private static final List<String> KINDS = List.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");

    private final Problems problems;

    ConditionJson(Problems problems) {
        this.problems = problems;
    }

    Condition read(JsonNode object, String pointer) {
        MappingJson.checkFields(object, pointer, FIELDS, problems);
        if (object.isEmpty()) {
            problems.add(pointer, Code.F005, "The condition asks for nothing.", "State one of " + FIELDS + ".");
        }
        var present = object.get("present");
        if (present != null && !present.isBoolean()) {
            wrong(pointer + "/present", present, "true or false belongs");
        }
        if (present != null && !present.asBoolean() && object.size() > 1) {
            problems.add(pointer, Code.F004, "An attribute that is absent has nothing else.", "State present alone.");
        }
        return new Condition(
                text(object, "template", pointer),
                value(object.path("equals"), pointer + "/equals"),
                text(object, "prefix", pointer),
                present == null ? null : present.asBoolean(),
                type(object, pointer),
                values(object, pointer),
                text(object, "suffix", pointer),
                object.has("not") ? not(object.get("not"), pointer + "/not") : null);
    }

    private @Nullable Not not(JsonNode object, String pointer) {
        if (!object.isObject() || object.isEmpty()) {
            wrong(pointer, object, "an object with one of " + NEGATED + " belongs");
            return null;
        }
        MappingJson.checkFields(object, pointer, NEGATED, problems);
        return new Not(
                value(object.path("equals"), pointer + "/equals"),
                values(object, pointer),
                text(object, "prefix", pointer),
                text(object, "suffix", pointer),
                type(object, pointer));
    }

    private @Nullable String type(JsonNode object, String pointer) {
        var type = text(object, "type", pointer);
        if (type != null && !KINDS.contains(type)) {
            wrong(pointer + "/type", object.path("type"), "one of " + String.join(", ", KINDS) + " belongs");
        }
        return type;
    }

    private List<Value> values(JsonNode object, String pointer) {
        var in = object.path("in");
        var values = new ArrayList<Value>();
        if (!in.isMissingNode() && (!in.isArray() || in.isEmpty())) {
            wrong(pointer + "/in", in, "a list of values belongs");
        }
        for (int i = 0; in.isArray() && i < in.size(); i++) {
            var value = value(in.get(i), pointer + "/in/" + i);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** Null where it is missing, or after telling what is wrong. */
    @Nullable
    Value value(JsonNode node, String pointer) {
        if (node.isMissingNode()) {
            return null;
        }
        if (node.isTextual()) {
            return new Value.Text(node.textValue());
        }
        if (node.isBoolean()) {
            return new Value.Bool(node.booleanValue());
        }
        try {
            if (node.isNumber()) {
                return new Value.Num(node.decimalValue());
            }
        } catch (IllegalArgumentException outOfRange) {
            // told below
        }
        wrong(pointer, node, "text, a number as DynamoDB has them, true or false belongs");
        return null;
    }

    private @Nullable String text(JsonNode object, String field, String pointer) {
        var node = object.get(field);
        if (node != null && !node.isTextual()) {
            wrong(pointer + "/" + field, node, "text belongs");
        }
        return node == null ? null : node.asText();
    }

    private void wrong(String pointer, JsonNode node, String wanted) {
        problems.add(pointer, Code.F004, "There is " + Shown.name(node.toString()) + " where " + wanted + ".");
    }
}
