package dev.tailrace.mappers.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import dev.tailrace.mappers.problem.Code;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a rule asks of an attribute, where that is an object. */
final class ConditionJson {
    private static final List<String> FIELDS = List.of("template", "equals", "prefix", "present", "type");
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
        var type = text(object, "type", pointer);
        if (type != null && !KINDS.contains(type)) {
            wrong(pointer + "/type", object.path("type"), "one of " + String.join(", ", KINDS) + " belongs");
        }
        return new Condition(
                text(object, "template", pointer),
                value(object.path("equals"), pointer + "/equals"),
                text(object, "prefix", pointer),
                present == null ? null : present.asBoolean(),
                type);
    }

    private @Nullable Value value(JsonNode node, String pointer) {
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
