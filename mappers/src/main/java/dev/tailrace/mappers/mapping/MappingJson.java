package dev.tailrace.mappers.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapping.MappingSpec.Collect;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import dev.tailrace.mappers.mapping.MappingSpec.Each;
import dev.tailrace.mappers.mapping.MappingSpec.Else;
import dev.tailrace.mappers.mapping.MappingSpec.RestTable;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code mapping} of a migration file: an array of rules, the last entry possibly {@code {else: refuse|skip}}. Problems are
 * told all at once, never thrown.
 */
public final class MappingJson {
    private static final List<String> RULE =
            List.of("when", "into", "key", "columns", "rest", "nul", "each", "owned", "collect", "skip");

    private final Problems problems = new Problems();

    private MappingJson() {}

    /** The outcome of reading. */
    public sealed interface Read {
        /** The mapping as stated; it is not compiled yet. */
        record Ok(MappingSpec spec) implements Read {}

        /** All that is wrong with its form, at least one problem. */
        record Refused(List<MappingProblem> problems) implements Read {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Reads the array. */
    public static Read read(JsonNode mapping) {
        var reader = new MappingJson();
        var spec = reader.mapping(mapping);
        return reader.problems.all().isEmpty() ? new Read.Ok(spec) : new Read.Refused(reader.problems.all());
    }

    private MappingSpec mapping(JsonNode mapping) {
        var rules = new ArrayList<Rule>();
        var otherwise = Else.REFUSE;
        RestTable restTable = null;
        for (int i = 0; i < mapping.size(); i++) {
            var entry = mapping.get(i);
            var pointer = "/" + i;
            if (!entry.has("else")) {
                rules.add(rule(entry, pointer));
                continue;
            }
            checkFields(entry, pointer, List.of("else"));
            if (i < mapping.size() - 1) {
                problems.add(pointer, Code.F004, "The entry else is not the last one.", "Move it to the end.");
            }
            if (entry.get("else").isObject()) {
                restTable = restTable(entry.get("else"), pointer + "/else");
            } else {
                otherwise = otherwise(entry.get("else"), pointer + "/else");
            }
        }
        if (rules.isEmpty()) {
            problems.add("", Code.F005, "The mapping has no rule.", "State at least one rule: { into: …, key: […] }");
        }
        if (!rules.isEmpty() && rules.stream().allMatch(Rule::skip) && restTable == null) {
            problems.add(
                    "",
                    Code.F005,
                    "Every rule leaves out what it takes.",
                    "State a rule that makes rows: { into: …, key: […] }");
        }
        return new MappingSpec(rules, otherwise, restTable);
    }

    private Else otherwise(JsonNode value, String pointer) {
        return switch (value.asText()) {
            case "skip" -> Else.SKIP;
            case "refuse" -> Else.REFUSE;
            default -> {
                problems.add(
                        pointer, Code.F004, "else is " + Shown.text(value.asText()) + ".", "Write refuse or skip.");
                yield Else.REFUSE;
            }
        };
    }

    private Rule rule(JsonNode rule, String pointer) {
        checkFields(rule, pointer, RULE);
        var when = new LinkedHashMap<String, Condition>();
        members(rule.path("when"), pointer + "/when")
                .forEach((attribute, template) ->
                        when.put(attribute, condition(template, Problems.pointer(pointer + "/when", attribute))));
        if (flag(rule, "skip", pointer)) {
            checkSkips(rule, pointer);
            return Rule.skipping(when);
        }
        var key = texts(rule.path("key"), pointer + "/key");
        if (!rule.has("into")) {
            problems.add(pointer, Code.F005, "The rule does not say into which table.", "Add into: a table's name.");
        }
        var columns = columns(rule, pointer);
        return new Rule(
                when,
                text(rule.path("into"), pointer + "/into"),
                key,
                columns,
                optional(rule, "rest", pointer),
                optional(rule, "nul", pointer),
                each(rule, pointer + "/each"),
                flag(rule, "owned", pointer),
                rule.has("collect") ? collect(rule.get("collect"), pointer + "/collect") : null,
                false);
    }

    /** A rule that skips makes no row. */
    private void checkSkips(JsonNode rule, String pointer) {
        rule.fieldNames().forEachRemaining(field -> {
            if (RULE.contains(field) && !List.of("when", "skip").contains(field)) {
                problems.add(
                        Problems.pointer(pointer, field),
                        Code.F004,
                        "The rule leaves out what it takes (skip: true), and states " + Shown.name(field) + ".",
                        "State when and skip alone; or remove skip to have rows.");
            }
        });
    }

    private Collect collect(JsonNode collect, String pointer) {
        members(collect, pointer);
        checkFields(collect, pointer, List.of("order", "first", "parts", "join", "same"));
        for (var field : List.of("order", "parts", "join")) {
            if (!collect.has(field)) {
                problems.add(pointer, Code.F005, "collect does not have " + field + ".");
            }
        }
        return new Collect(
                text(collect.path("order"), pointer + "/order"),
                Objects.requireNonNullElse(whole(collect, "first", pointer), 0),
                text(collect.path("parts"), pointer + "/parts"),
                text(collect.path("join"), pointer + "/join"),
                texts(collect.path("same"), pointer + "/same"));
    }

    private Condition condition(JsonNode condition, String pointer) {
        return condition.isObject()
                ? new ConditionJson(problems).read(condition, pointer)
                : Condition.of(text(condition, pointer));
    }

    private Map<String, Each> each(JsonNode rule, String pointer) {
        var children = new LinkedHashMap<String, Each>();
        members(rule.path("each"), pointer).forEach((attribute, child) -> {
            var at = Problems.pointer(pointer, attribute);
            members(child, at);
            checkFields(child, at, List.of("into", "position", "columns", "rest", "nul"));
            for (var field : List.of("into", "position")) {
                if (!child.has(field)) {
                    problems.add(at, Code.F005, "The child table does not have " + field + ".");
                }
            }
            children.put(
                    attribute,
                    new Each(
                            text(child.path("into"), at + "/into"),
                            text(child.path("position"), at + "/position"),
                            columns(child, at),
                            optional(child, "rest", at),
                            optional(child, "nul", at)));
        });
        return children;
    }

    private Map<String, ColumnSpec> columns(JsonNode parent, String pointer) {
        var columns = new LinkedHashMap<String, ColumnSpec>();
        members(parent.path("columns"), pointer + "/columns")
                .forEach((name, column) -> columns.put(
                        name,
                        new ColumnJson(this, problems).read(column, Problems.pointer(pointer + "/columns", name))));
        return columns;
    }

    @Nullable
    Integer whole(JsonNode parent, String field, String pointer) {
        var number = parent.get(field);
        if (number != null && !number.canConvertToExactIntegral()) {
            problems.add(
                    pointer + "/" + field,
                    Code.F004,
                    "There is " + Shown.name(number.toString()) + " where a whole number belongs.");
        }
        return number == null ? null : number.intValue();
    }

    List<String> texts(JsonNode array, String pointer) {
        var texts = new ArrayList<String>();
        if (!array.isArray() && !array.isMissingNode()) {
            problems.add(pointer, Code.F004, "There is " + Shown.name(array.toString()) + " where a list belongs.");
        }
        for (int i = 0; i < array.size(); i++) {
            texts.add(text(array.get(i), pointer + "/" + i));
        }
        return texts;
    }

    @Nullable
    String optional(JsonNode parent, String field, String pointer) {
        return parent.has(field) ? text(parent.get(field), pointer + "/" + field) : null;
    }

    private boolean flag(JsonNode parent, String field, String pointer) {
        var node = parent.path(field);
        if (!node.isBoolean() && !node.isMissingNode()) {
            problems.add(pointer + "/" + field, Code.F004, "The field " + field + " is not true or false.");
        }
        return node.asBoolean();
    }

    private RestTable restTable(JsonNode table, String pointer) {
        checkFields(table, pointer, List.of("into", "rest", "nul"));
        if (!table.has("into")) {
            problems.add(pointer, Code.F005, "The rest table does not have into.");
        }
        var rest = optional(table, "rest", pointer);
        return new RestTable(
                text(table.path("into"), pointer + "/into"),
                rest == null ? "attributes" : rest,
                optional(table, "nul", pointer));
    }

    private String text(JsonNode node, String pointer) {
        if (!node.isTextual() && !node.isMissingNode()) {
            problems.add(
                    pointer,
                    Code.F004,
                    "There is " + Shown.name(node.toString()) + " where text belongs.",
                    "Put it in quotes.");
        }
        return node.asText();
    }

    Map<String, JsonNode> members(JsonNode object, String pointer) {
        var members = new LinkedHashMap<String, JsonNode>();
        if (!object.isObject() && !object.isMissingNode()) {
            problems.add(pointer, Code.F004, "There is " + Shown.name(object.toString()) + " where an object belongs.");
        }
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private void checkFields(JsonNode object, String pointer, List<String> known) {
        checkFields(object, pointer, known, problems);
    }

    /** Tells fields that there are not. */
    static void checkFields(JsonNode object, String pointer, List<String> known, Problems problems) {
        object.properties().forEach(member -> {
            if (!known.contains(member.getKey())) {
                problems.add(
                        Problems.pointer(pointer, member.getKey()),
                        Code.F003,
                        "The field " + Shown.name(member.getKey()) + " is unknown.",
                        "Use one of " + String.join(", ", known) + ".");
            }
        });
    }
}
