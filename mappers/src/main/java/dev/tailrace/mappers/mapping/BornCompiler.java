package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapping.MappingSpec.Born;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks how a rule makes the source keys of rows that the application makes at the target (R10). */
final class BornCompiler {
    private final Rule rule;
    private final KeySchema keys;
    private final RuleTemplates templates;
    private final List<String> names;
    private final List<ColumnSource> sources;
    private final String pointer;
    private final Problems problems;
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Set<String> held = new LinkedHashSet<>();

    /** @param columns of the table, in its order */
    BornCompiler(
            Rule rule,
            KeySchema keys,
            RuleTemplates templates,
            Map<String, ColumnSource> columns,
            String pointer,
            Problems problems) {
        this.rule = rule;
        this.keys = keys;
        this.templates = templates;
        this.names = List.copyOf(columns.keySet());
        this.sources = List.copyOf(columns.values());
        this.pointer = pointer + "/born";
        this.problems = problems;
    }

    /** A part for each attribute of the source's key; none if the rule says nothing, or after telling what is wrong. */
    List<BornPart> compile() {
        var born = rule.born();
        if (born == null) {
            return List.of();
        }
        if (!rule.owned()) {
            problems.add(
                    pointer,
                    Code.F004,
                    "The table " + Shown.name(rule.into()) + " is not owned: the key of a row tells that of its item.",
                    "Remove born.");
            return List.of();
        }
        int before = problems.count();
        var parts = new ArrayList<BornPart>();
        keys.attributes().forEach(attribute -> {
            var part = part(attribute, born);
            if (part != null) {
                parts.add(part);
            }
        });
        born.keySet().forEach(this::checkWanted);
        if (problems.count() == before
                && parts.stream().allMatch(part -> cells(List.of(part)).isEmpty())) {
            problems.add(
                    pointer,
                    Code.M008,
                    "No row born in " + Shown.name(rule.into())
                            + " can be found by its source key: no column holds a part of it.",
                    "Give the table a column for a field of the source's key.");
        }
        return problems.count() > before ? List.of() : List.copyOf(parts);
    }

    /** The columns that hold a part of the source key as it is, ascending. */
    static List<Integer> cells(List<BornPart> parts) {
        return parts.stream()
                .flatMap(part -> part.fields().stream())
                .filter(BornPart.Field.Held.class::isInstance)
                .map(BornPart.Field::cell)
                .distinct()
                .sorted()
                .toList();
    }

    private @Nullable BornPart part(KeyAttribute attribute, Map<String, Born> born) {
        var template = templates.templates().get(attribute.name());
        var whole = whole(attribute);
        if (whole != null) {
            held.add(attribute.name());
            if (template != null) {
                template.fields().forEach(field -> held.add(field.name()));
            }
            return new BornPart(attribute, null, List.of(whole));
        }
        if (template == null) {
            var field = made(attribute.name(), attribute, born, false);
            return field == null ? null : new BornPart(attribute, null, List.of(field));
        }
        var fields = new ArrayList<BornPart.Field>();
        for (var each : template.fields()) {
            var field = field(each.name());
            field = field == null ? made(each.name(), attribute, born, true) : field;
            if (field != null) {
                fields.add(field);
            }
        }
        return fields.size() < template.fields().size() ? null : new BornPart(attribute, template.untyped(), fields);
    }

    private BornPart.@Nullable Field whole(KeyAttribute attribute) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof ColumnSource.Attribute column
                    && column.name().equals(attribute.name())
                    && column.type() instanceof KeyType type
                    && type.source() == attribute.type()) {
                return new BornPart.Field.Held(i, type);
            }
        }
        return null;
    }

    private BornPart.@Nullable Field field(String name) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof ColumnSource.Field column
                    && column.name().equals(name)) {
                held.add(name);
                return new BornPart.Field.Held(i, column.type());
            }
        }
        return null;
    }

    /** @param inTemplate whether it is a template's field, whose text is written as the column's is read */
    private BornPart.@Nullable Field made(
            String name, KeyAttribute attribute, Map<String, Born> born, boolean inTemplate) {
        boolean first = wanted.add(name);
        var how = born.get(name);
        if (how == null || attribute.type() == KeySchema.KeyType.B) {
            if (first) {
                tellMissing(name, attribute);
            }
            return null;
        }
        var at = Problems.pointer(pointer, name);
        int cell = names.indexOf(how.of());
        if (cell < 0 || !(sources.get(cell).type() instanceof KeyType type)) {
            problems.add(
                    at,
                    Code.F004,
                    "born makes " + Shown.name(name) + " of the column " + Shown.name(how.of())
                            + (cell < 0
                                    ? ", which the rule does not have."
                                    : ", which is " + sources.get(cell).type().cast() + "."),
                    "Use one of its columns of text, a number, a time, uuid or bytea: "
                            + names.stream()
                                    .filter(column ->
                                            sources.get(names.indexOf(column)).type() instanceof KeyType)
                                    .map(Shown::name)
                                    .collect(Collectors.joining(", "))
                            + ".");
            return null;
        }
        var objection = Transforms.objection(how.transform(), ColumnTypes.TEXT);
        if (objection != null) {
            problems.add(
                    at, Code.F004, "born cannot make " + Shown.name(name) + ": it " + objection + ".", Transforms.HOW);
            return null;
        }
        boolean asItIs = how.transform().equals(TransformSpec.NONE)
                && type.source() != KeySchema.KeyType.B
                && (inTemplate || type.source() == attribute.type());
        return asItIs
                ? new BornPart.Field.Held(cell, type)
                : new BornPart.Field.Made(cell, type, Transforms.transform(how.transform()));
    }

    private void tellMissing(String name, KeyAttribute attribute) {
        boolean binary = attribute.type() == KeySchema.KeyType.B;
        problems.add(
                pointer,
                Code.M008,
                "born does not say how " + Shown.name(name)
                        + (name.equals(attribute.name()) ? "" : " of " + Shown.name(attribute.name()))
                        + " is made, which no column of " + Shown.name(rule.into()) + " holds.",
                binary
                        ? "Give the table a column for it: a binary key is not made of text."
                        : "State it, as in born: { " + Shown.name(name) + ": { of: " + Shown.name(names.getFirst())
                                + ", by: md5, mod: 10 } }; or give the table a column for it.");
    }

    private void checkWanted(String name) {
        if (wanted.contains(name)) {
            return;
        }
        var at = Problems.pointer(pointer, name);
        if (held.contains(name)) {
            problems.add(
                    at,
                    Code.F004,
                    "born says how " + Shown.name(name) + " is made, which a column of " + Shown.name(rule.into())
                            + " holds.",
                    "Remove it.");
        } else {
            problems.add(
                    at,
                    Code.M010,
                    "born says how " + Shown.name(name) + " is made, which is neither a key attribute of the source"
                            + " without a template nor a field of one's.",
                    wanted.isEmpty()
                            ? "Remove it: the columns hold all of the key. Write born: {} to say so."
                            : "Use " + wanted.stream().map(Shown::name).collect(Collectors.joining(", ")) + ".");
        }
    }
}
