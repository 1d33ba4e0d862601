package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapping.MappingSpec.ColumnSpec;
import dev.tailrace.mappers.problem.Code;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds what a column of one rule is made of, and its type. */
final class ColumnCompiler {
    private static final ColumnSpec UNSTATED = new ColumnSpec(null, null, null, null);

    private final MappingSpec.Rule rule;
    private final KeySchema keys;
    private final RuleTemplates templates;
    private final When when;
    private final Problems problems;

    ColumnCompiler(MappingSpec.Rule rule, KeySchema keys, RuleTemplates templates, When when, Problems problems) {
        this.rule = rule;
        this.keys = keys;
        this.templates = templates;
        this.when = when;
        this.problems = problems;
    }

    /**
     * The column's source; null after telling what is wrong.
     *
     * @param pointer where the column is named or defined
     * @param inKey whether it is a column of the target key
     */
    @Nullable
    ColumnSource compile(String column, String pointer, boolean inKey) {
        var spec = rule.columns().getOrDefault(column, UNSTATED);
        var place = spec.from() == null ? templates.find(column) : null;
        if (place == null && !templates.complete() && spec.from() == null && spec.type() == null) {
            return null; // it may be a field of the template that could not be read
        }
        var attribute = Objects.requireNonNullElse(spec.from(), column);
        if (place == null
                && inKey
                && keys.attribute(attribute) == null
                && !rule.columns().containsKey(column)) {
            problems.add(
                    pointer,
                    Code.M010,
                    "The key column " + Shown.name(column)
                            + " is neither a field of the rule's templates nor a key attribute of the source.");
            return null;
        }
        var type = place == null
                ? attributeType(column, attribute, spec, pointer)
                : fieldType(column, place, spec, pointer);
        type = type == null || spec.nul() == null ? type : withNul(column, type, spec.nul(), pointer);
        if (type == null) {
            return null;
        }
        if (!(type instanceof KeyType keyType)) {
            if (place != null || inKey) {
                problems.add(
                        pointer,
                        Code.M002,
                        "The column " + Shown.name(column) + " is " + type.ddl()
                                + (spec.nul() == null ? "" : " with nul: " + spec.nul())
                                + ", which no key and no field of a template can be.",
                        "Use a type that holds one exact text, number or binary.");
                return null;
            }
            return new ColumnSource.Attribute(attribute, type);
        }
        return place == null
                ? new ColumnSource.Attribute(attribute, keyType)
                : new ColumnSource.Field(column, when.fields().indexOf(column), keyType);
    }

    private @Nullable CellType withNul(String column, CellType type, String nul, String pointer) {
        var with = ColumnTypes.withNul(type, nul);
        if (with == null) {
            problems.add(
                    pointer,
                    Code.F004,
                    "The rule for U+0000 of the column " + Shown.name(column) + ", which is " + type.ddl() + ", is '"
                            + Shown.name(nul) + "'.",
                    "Write fail, strip, escape or bytea for text; fail, strip or escape for jsonb.");
        }
        return with;
    }

    private @Nullable CellType attributeType(String column, String attribute, ColumnSpec spec, String pointer) {
        var key = keys.attribute(attribute);
        if (spec.type() != null) {
            return stated(spec.type(), spec, pointer);
        }
        if (key != null) {
            return ColumnTypes.of(key.type());
        }
        problems.add(
                pointer,
                Code.M004,
                "The type of the column " + Shown.name(column) + " cannot be found: it holds the attribute "
                        + Shown.name(attribute) + ", which is no key attribute.",
                "State its type, e.g. " + Shown.name(column) + ": text");
        return null;
    }

    private @Nullable CellType fieldType(String column, RuleTemplates.Place place, ColumnSpec spec, String pointer) {
        var inTemplate = place.field().type();
        var fromTemplate =
                inTemplate == null ? null : ColumnTypes.parse(inTemplate.equals("int") ? "bigint" : inTemplate, null);
        if (spec.type() == null) {
            return fromTemplate == null ? unstatedFieldType(place) : fromTemplate;
        }
        var stated = stated(spec.type(), spec, pointer);
        if (stated != null && fromTemplate != null && !agree(stated, fromTemplate)) {
            problems.add(
                    pointer,
                    Code.M001,
                    "The field " + Shown.name(column) + " is " + inTemplate + " in the template and " + stated.ddl()
                            + " as a column.",
                    "State the type in one of the two places.");
            return null;
        }
        return stated;
    }

    /** A key attribute that is a number is one as a column too, where the field is all of it. */
    private CellType unstatedFieldType(RuleTemplates.Place place) {
        var key = keys.attribute(place.attribute());
        return key != null && place.template().isOneField() ? ColumnTypes.of(key.type()) : ColumnTypes.TEXT;
    }

    private static boolean agree(CellType a, CellType b) {
        return a.equals(b)
                || a instanceof KeyType x
                        && b instanceof KeyType y
                        && x.source() == KeySchema.KeyType.N
                        && y.source() == KeySchema.KeyType.N;
    }

    private @Nullable CellType stated(String name, ColumnSpec spec, String pointer) {
        var unit = spec.unit();
        if (unit != null && !unit.equals("s") && !unit.equals("ms")) {
            problems.add(pointer, Code.F004, "The unit '" + Shown.name(unit) + "' is unknown.", "Write s or ms.");
            return null;
        }
        var type = ColumnTypes.parse(name, unit);
        if (type == null) {
            problems.add(
                    pointer,
                    Code.M003,
                    "The column type '" + Shown.name(name) + "' is unknown.",
                    "Write one of " + String.join(", ", ColumnTypes.NAMES) + ".");
        } else if (unit != null && !type.ddl().equals("timestamptz")) {
            problems.add(
                    pointer,
                    Code.F004,
                    "A unit is stated for " + type.ddl() + ", which has none.",
                    "Remove the unit, or make the column timestamptz.");
            return null;
        }
        return type;
    }
}
