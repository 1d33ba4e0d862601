package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.problem.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The templates of one rule's condition.
 *
 * @param templates attribute to template, in the file's order
 * @param checks attribute to what else is asked of it
 * @param complete whether all that the file states could be read
 */
record RuleTemplates(Map<String, Template> templates, Map<String, Check> checks, boolean complete) {
    /** A field, and the attribute and template that have it. */
    record Place(String attribute, Template template, Template.Field field) {}

    /** Reads them; a template that is wrong is told and left out. */
    static RuleTemplates read(MappingSpec.Rule rule, KeySchema keys, String pointer, Problems problems) {
        var templates = new LinkedHashMap<String, Template>();
        var types = new LinkedHashMap<String, String>();
        var checks = new LinkedHashMap<String, Check>();
        int before = problems.count();
        rule.when().forEach((attribute, condition) -> {
            var at = Problems.pointer(pointer + "/when", attribute);
            var key = keys.attribute(attribute);
            var check = Check.of(condition);
            if (!check.equals(Check.NONE)) {
                checks.put(attribute, check);
            }
            var text = condition.template();
            if (text == null) {
                if (key != null && condition.equalTo() != null) {
                    fixed(attribute, condition.equalTo(), key, at, templates, problems);
                }
                return;
            }
            if (key != null && key.type() == KeySchema.KeyType.B) {
                problems.add(
                        at,
                        Code.M001,
                        "The key attribute " + Shown.name(attribute) + " is binary; templates match text and numbers.");
                return;
            }
            try {
                var template = TemplateParser.parse(text);
                templates.put(attribute, template);
                for (var field : template.fields()) {
                    var type = Objects.requireNonNullElse(field.type(), "");
                    var other = types.putIfAbsent(field.name(), type);
                    if (other != null && !other.equals(type)) {
                        problems.add(
                                at,
                                Code.M001,
                                "The field " + Shown.name(field.name()) + " has two types.",
                                "Give it the same type wherever it stands.");
                    }
                }
            } catch (TemplateParser.NotATemplate e) {
                problems.add(at, Code.M001, e.what());
            }
        });
        return new RuleTemplates(templates, checks, problems.count() == before);
    }

    /** A key attribute that is always the same comes back without a column. */
    private static void fixed(
            String attribute,
            Value value,
            KeySchema.KeyAttribute key,
            String at,
            Map<String, Template> templates,
            Problems problems) {
        var text = When.textOf(value);
        if (text == null || !key.type().fits(value)) {
            problems.add(
                    at,
                    Code.F004,
                    "The key attribute " + Shown.name(attribute) + " is " + key.type() + ", and never equal to "
                            + value.kind() + ".",
                    "Write a value of that kind: 7 is a number, and \"7\" a text.");
            return;
        }
        templates.put(attribute, new Template(List.of(text), List.of()));
    }

    /** Where a field stands first; null if no template has it. */
    @Nullable
    Place find(String field) {
        for (var entry : templates.entrySet()) {
            for (var candidate : entry.getValue().fields()) {
                if (candidate.name().equals(field)) {
                    return new Place(entry.getKey(), entry.getValue(), candidate);
                }
            }
        }
        return null;
    }

    /** Only those of the key's attributes. */
    RuleTemplates ofKey(KeySchema keys) {
        var ofKey = new LinkedHashMap<>(templates);
        ofKey.keySet().removeIf(attribute -> keys.attribute(attribute) == null);
        var checksOfKey = new LinkedHashMap<>(checks);
        checksOfKey.keySet().removeIf(attribute -> keys.attribute(attribute) == null);
        return new RuleTemplates(ofKey, checksOfKey, complete);
    }
}
