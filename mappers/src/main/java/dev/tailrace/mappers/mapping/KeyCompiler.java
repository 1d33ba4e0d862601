package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proves that a rule's target key determines the source key (R6), by finding how. */
final class KeyCompiler {
    private final MappingSpec.Rule rule;
    private final RuleTemplates templates;
    private final List<ColumnSource> keyColumns;
    private final String pointer;
    private final Problems problems;

    KeyCompiler(
            MappingSpec.Rule rule,
            RuleTemplates templates,
            List<ColumnSource> keyColumns,
            String pointer,
            Problems problems) {
        this.rule = rule;
        this.templates = templates;
        this.keyColumns = keyColumns;
        this.pointer = pointer + "/key";
        this.problems = problems;
    }

    /** One part per attribute of the source key; fewer after telling what is wrong. */
    List<KeyPart> compile(KeySchema keys) {
        var parts = new ArrayList<KeyPart>();
        for (var attribute : keys.attributes()) {
            var part = whole(attribute);
            if (part == null) {
                part = formatted(attribute);
            }
            if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    private @Nullable KeyPart whole(KeyAttribute attribute) {
        for (int i = 0; i < keyColumns.size(); i++) {
            if (keyColumns.get(i) instanceof ColumnSource.Attribute column
                    && column.name().equals(attribute.name())
                    && column.type() instanceof KeyType type
                    && type.source() == attribute.type()) {
                return new KeyPart.Whole(attribute, i, type);
            }
        }
        return null;
    }

    private @Nullable KeyPart formatted(KeyAttribute attribute) {
        var template = templates.templates().get(attribute.name());
        if (template == null) {
            var condition = rule.when().get(attribute.name());
            if (condition == null || condition.template() == null) {
                tellMissing(attribute);
            }
            return null;
        }
        var cells = new ArrayList<Integer>();
        var types = new ArrayList<KeyType>();
        for (var field : template.fields()) {
            int cell = cellOf(field.name());
            if (cell < 0) {
                tellMissing(field.name(), attribute);
                return null;
            }
            cells.add(cell);
            types.add((KeyType) keyColumns.get(cell).type());
        }
        return new KeyPart.Formatted(attribute, template.untyped(), List.copyOf(cells), List.copyOf(types));
    }

    private void tellMissing(String field, KeyAttribute attribute) {
        int instead = instead(field);
        var computed = computedOf(field);
        problems.add(
                pointer,
                Code.M008,
                "Rows of " + Shown.name(rule.into()) + " do not identify their items: the field "
                        + Shown.name(field) + " of " + Shown.name(attribute.name()) + " is not in the key " + rule.key()
                        + (computed.isEmpty() && instead >= 0 ? insteadOf(instead) : computed)
                        + ", so two items could become one row.",
                instead < 0
                        ? "Put " + Shown.name(field)
                                + " into the key, or consent to a table that asks the source: owned: true."
                        : "A column holds the field of its own name if it states no from, of or value: remove"
                                + " them, or give the field or the column another name.");
    }

    private void tellMissing(KeyAttribute attribute) {
        var name = Shown.name(attribute.name());
        for (var column : keyColumns) {
            if (column instanceof ColumnSource.Attribute other && other.name().equals(attribute.name())) {
                problems.add(
                        pointer,
                        Code.M002,
                        "The key attribute " + name + " is " + attribute.type()
                                + ", which does not come back from a column "
                                + other.type().ddl() + ".",
                        "Keep its own type, or state in when how its text is made, e.g. " + name + ": \"{" + name
                                + ":int}\"");
                return;
            }
        }
        problems.add(
                pointer,
                Code.M008,
                "Rows of " + Shown.name(rule.into()) + " do not identify their items: the source's key attribute "
                        + name + " is neither in the key " + rule.key() + computedOf(attribute.name())
                        + " nor fixed by a template.",
                "Put " + name + " into the key, or consent to a table that asks the source: owned: true.");
    }

    /** Says of a column that is computed of it that nothing comes back from one. */
    private String computedOf(String name) {
        for (int i = 0; i < keyColumns.size(); i++) {
            if (keyColumns.get(i) instanceof ColumnSource.Computed computed
                    && computed.of().equals(AttributePath.of(name))) {
                return " (" + Shown.name(rule.key().get(i)) + " is computed from it, and does not restore it)";
            }
        }
        return "";
    }

    /** Says of a column that looks like the field, and holds something else. */
    private String insteadOf(int column) {
        var held = switch (keyColumns.get(column)) {
            case ColumnSource.Attribute attribute -> "the attribute " + Shown.name(attribute.name());
            case ColumnSource.Path path ->
                "the attribute " + Shown.name(path.path().toString());
            case ColumnSource.Packed packed -> "the attribute " + Shown.name(packed.attribute());
            case ColumnSource.Computed computed ->
                "what is computed of " + Shown.name(computed.of().toString());
            case ColumnSource.Constant c -> "a constant";
            case ColumnSource.Rest r -> "everything else";
            case ColumnSource.Field other -> "the field " + Shown.name(other.name());
        };
        return " (the column " + Shown.name(rule.key().get(column)) + " does not hold it, but " + held + ")";
    }

    /** The column of the key that has the field's name, or is made of an attribute of that name; -1: there is none. */
    private int instead(String field) {
        for (int i = 0; i < rule.key().size(); i++) {
            boolean from = keyColumns.get(i) instanceof ColumnSource.Attribute attribute
                    && attribute.name().equals(field);
            if (from || rule.key().get(i).equals(field)) {
                return i;
            }
        }
        return -1;
    }

    private int cellOf(String field) {
        for (int i = 0; i < keyColumns.size(); i++) {
            if (keyColumns.get(i) instanceof ColumnSource.Field column
                    && column.name().equals(field)) {
                return i;
            }
        }
        return -1;
    }
}
