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
 * @param within path to what is asked of a value within an attribute
 * @param complete whether all that the file states could be read
 */
record RuleTemplates(
        Map<String, Template> templates,
        Map<String, Check> checks,
        Map<AttributePath, Within> within,
        boolean complete) {
    /** A field, and the attribute and template that have it. */
    record Place(AttributePath path, Template template, Template.Field field) {
        /** As files name it. */
        String attribute() {
            return path.isAttribute() ? path.attribute() : path.toString();
        }
    }

    /**
     * What is asked of a value within an attribute, which no column needs to restore.
     *
     * @param template null: any
     */
    record Within(@Nullable Template template, Check check) {}

    /** Reads them; a template that is wrong is told and left out. */
    static RuleTemplates read(MappingSpec.Rule rule, KeySchema keys, String pointer, Problems problems) {
        var templates = new LinkedHashMap<String, Template>();
        var types = new LinkedHashMap<String, String>();
        var checks = new LinkedHashMap<String, Check>();
        var within = new LinkedHashMap<AttributePath, Within>();
        int before = problems.count();
        rule.when().forEach((name, condition) -> {
            var at = Problems.pointer(pointer + "/when", name);
            var path = AttributePath.parse(name, keys);
            if (path == null || !path.isAttribute() && keys.attribute(path.attribute()) != null) {
                problems.add(
                        at,
                        Code.F004,
                        "The path " + Shown.text(name)
                                + (path == null ? ColumnCompiler.NO_PATH + "." : ColumnCompiler.INTO_KEY),
                        ColumnCompiler.HOW);
                return;
            }
            if (!path.isAttribute()) {
                var template = condition.template() == null ? null : parsed(condition.template(), at, types, problems);
                within.put(path, new Within(template, Check.of(condition)));
                return;
            }
            var attribute = path.attribute();
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
            var template = parsed(text, at, types, problems);
            if (template != null) {
                templates.put(attribute, template);
            }
        });
        return new RuleTemplates(templates, checks, within, problems.count() == before);
    }

    /** @param types of the rule's fields so far */
    private static @Nullable Template parsed(String text, String at, Map<String, String> types, Problems problems) {
        try {
            var template = TemplateParser.parse(text);
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
            return template;
        } catch (TemplateParser.NotATemplate e) {
            problems.add(at, Code.M001, e.what());
            return null;
        }
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
        var found = templates.entrySet().stream()
                .map(entry -> place(AttributePath.of(entry.getKey()), entry.getValue(), field))
                .filter(Objects::nonNull)
                .findFirst();
        return found.or(() -> within.entrySet().stream()
                        .map(entry -> place(entry.getKey(), entry.getValue().template(), field))
                        .filter(Objects::nonNull)
                        .findFirst())
                .orElse(null);
    }

    private static @Nullable Place place(AttributePath path, @Nullable Template template, String field) {
        if (template != null) {
            for (var candidate : template.fields()) {
                if (candidate.name().equals(field)) {
                    return new Place(path, template, candidate);
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
        return new RuleTemplates(ofKey, checksOfKey, Map.of(), complete);
    }
}
