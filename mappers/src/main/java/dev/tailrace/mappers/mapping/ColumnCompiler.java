package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.column.TimeOptions;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.problem.Code;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds what a column of one rule is made of, and its type. */
final class ColumnCompiler {
    /** Of a path that cannot be read. */
    static final String NO_PATH = " has an empty name, a lone backslash, or a bracket that begins no place";

    /** Of a path into what has no entries. */
    static final String INTO_KEY = " leads into a key attribute.";

    /** How paths are written. */
    static final String HOW = "Write names with dots between them, and [0] for a list's first element;"
            + " \\. is a dot in a name, \\[ a bracket, \\\\ a backslash.";

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
        if (spec.value() != null) {
            return new Constants(problems).compile(column, spec, spec.value(), pointer, inKey);
        }
        if (spec.of() != null) {
            return new Transforms(when, keys, problems).compile(column, spec, spec.of(), pointer);
        }
        if (!spec.transform().equals(TransformSpec.NONE)) {
            problems.add(
                    pointer,
                    Code.F004,
                    "The column " + Shown.name(column) + " says how it is computed, and not of what.",
                    "State of: a field of the rule's templates, or an attribute.");
            return null;
        }
        var path = spec.from() == null ? AttributePath.of(column) : AttributePath.parse(spec.from(), keys);
        if (path == null || !path.isAttribute() && keys.attribute(path.attribute()) != null) {
            problems.add(
                    pointer,
                    Code.F004,
                    "The path " + Shown.text(Objects.requireNonNullElse(spec.from(), column))
                            + (path == null ? NO_PATH + "." : INTO_KEY),
                    HOW);
            return null;
        }
        if (spec.template() != null) {
            return templated(column, path, spec, spec.template(), pointer, inKey || templates.find(column) != null);
        }
        var place = spec.from() == null ? templates.find(column) : null;
        if (place == null && !templates.complete() && spec.from() == null && spec.type() == null) {
            return null; // it may be a field of the template that could not be read
        }
        var attribute = path.attribute();
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
        if ("json".equals(spec.decode())) {
            return new Decodings(problems).json(column, path, spec, pointer, inKey || place != null);
        }
        if (spec.fallback() != null) {
            problems.add(
                    pointer,
                    Code.F004,
                    "The column " + Shown.name(column) + " has a fallback, and decodes no JSON.",
                    "State it together with decode: json.");
            return null;
        }
        var type = place == null
                ? attributeType(column, attribute, spec, pointer)
                : fieldType(column, place, spec, pointer);
        type = type == null ? null : new TypeOptions(spec, pointer, problems).of(type);
        if (type == null) {
            return null;
        }
        if (spec.decode() != null || spec.flag() != null) {
            return new Decodings(problems).packed(column, path, spec, type, pointer, inKey || place != null);
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
            return attribute(path, type);
        }
        return place == null
                ? attribute(path, inKey ? ColumnTypes.inKey(keyType) : keyType)
                : new ColumnSource.Field(column, when.fields().indexOf(column), (KeyType) ColumnTypes.inKey(keyType));
    }

    static ColumnSource attribute(AttributePath path, CellType type) {
        return path.isAttribute()
                ? new ColumnSource.Attribute(path.attribute(), type)
                : new ColumnSource.Path(path, type);
    }

    /** A column of what stands in an attribute where its template's one field is. */
    private @Nullable ColumnSource templated(
            String column, AttributePath path, ColumnSpec spec, String text, String pointer, boolean inKey) {
        if (inKey || spec.unit() != null || spec.nul() != null || spec.decode() != null || spec.flag() != null) {
            problems.add(
                    pointer,
                    Code.F004,
                    "The column " + Shown.name(column) + " cannot have a template of its own"
                            + (inKey
                                    ? ": it is of the key, or a field of the rule's templates."
                                    : " together with unit, nul, decode or flag."),
                    inKey ? "Take the attribute apart in when." : "State from, template, type, values or zone.");
            return null;
        }
        try {
            var template = TemplateParser.parse(text);
            if (template.fields().size() != 1) {
                problems.add(
                        pointer + "/template",
                        Code.M001,
                        "The template " + Shown.name(text) + " has "
                                + template.fields().size() + " fields; a column takes one.",
                        "Write one field, e.g. \"CUST#{" + column + "}\"; when takes several apart.");
                return null;
            }
            var field = template.fields().getFirst();
            var found = fieldType(column, new RuleTemplates.Place(path, template, field), spec, pointer);
            var type = found == null ? null : new TypeOptions(spec, pointer, problems).of(found);
            if (type instanceof KeyType key && key.source() != KeySchema.KeyType.B && field.least() > 0) {
                var literals = template.literals();
                int digits = key.source() == KeySchema.KeyType.N && field.least() > 1 ? field.least() : 0;
                return attribute(
                        path, ColumnTypes.between(literals.getFirst(), literals.getLast(), key, digits, field.width()));
            }
            if (type != null) {
                problems.add(
                        pointer,
                        Code.F004,
                        "The column " + Shown.name(column) + " is " + type.ddl()
                                + (field.least() == 0 ? " that may be empty" : "")
                                + ", which no template of a column takes.",
                        "Make it text, a number, a time or uuid, of at least one character.");
            }
            return null;
        } catch (TemplateParser.NotATemplate e) {
            problems.add(pointer + "/template", Code.M001, e.what());
            return null;
        }
    }

    private @Nullable CellType attributeType(String column, String attribute, ColumnSpec spec, String pointer) {
        var key = keys.attribute(attribute);
        if (spec.type() == null && !spec.values().isEmpty()) {
            return ColumnTypes.TEXT;
        }
        if (spec.type() != null) {
            return stated(spec.type(), spec, pointer);
        }
        if (key != null) {
            return unstated(ColumnTypes.of(key.type()), spec, pointer);
        }
        problems.add(
                pointer,
                Code.M004,
                "The type of the column " + Shown.name(column) + " cannot be found: it holds the attribute "
                        + Shown.name(attribute) + ", which is not a key attribute.",
                "State its type, e.g. " + Shown.name(column) + ": text");
        return null;
    }

    private @Nullable CellType fieldType(String column, RuleTemplates.Place place, ColumnSpec spec, String pointer) {
        var inTemplate = place.field().type();
        var fromTemplate = inTemplate == null ? null : typeOfField(inTemplate);
        if (spec.type() == null) {
            return unstated(fromTemplate == null ? unstatedFieldType(place) : fromTemplate, spec, pointer);
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

    private @Nullable CellType unstated(CellType found, ColumnSpec spec, String pointer) {
        if (spec.unit() != null) {
            problems.add(
                    pointer,
                    Code.F004,
                    "A unit is stated without a type.",
                    "State it together with type: timestamptz.");
            return null;
        }
        return found;
    }

    /** A key attribute that is a number is one as a column too, where the field is all of it. */
    private CellType unstatedFieldType(RuleTemplates.Place place) {
        var key = place.path().isAttribute() ? keys.attribute(place.attribute()) : null;
        return key != null && place.template().isOneField() ? ColumnTypes.of(key.type()) : ColumnTypes.TEXT;
    }

    /** A template's type, with what it states of times behind a colon. */
    static @Nullable CellType typeOfField(String stated) {
        int colon = stated.indexOf(':');
        var name = colon < 0 ? stated : stated.substring(0, colon);
        var type = ColumnTypes.parse(name.equals("int") ? "bigint" : name, null);
        var times = colon < 0 || type == null ? null : TimeOptions.ofField(stated.substring(colon + 1));
        return times == null || type == null ? type : times.of(type);
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
        if (unit != null && !ColumnTypes.UNITS.contains(unit)) {
            problems.add(
                    pointer, Code.F004, "The unit '" + Shown.name(unit) + "' is unknown.", "Write s, ms, us or ns.");
            return null;
        }
        var type = ColumnTypes.parse(name, unit);
        if (type == null) {
            problems.unknownType(pointer, name);
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
