package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.TimeOptions;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.problem.Code;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Gives a column's type what the file states of the values that it takes. */
final class TypeOptions {
    private final ColumnSpec spec;
    private final String pointer;
    private final Problems problems;

    TypeOptions(ColumnSpec spec, String pointer, Problems problems) {
        this.spec = spec;
        this.pointer = pointer;
        this.problems = problems;
    }

    /** The type with all that is stated; null after telling what is wrong. */
    @Nullable
    CellType of(CellType found) {
        var type = values(found);
        type = type == null ? null : times(type);
        type = type == null ? null : booleans(type);
        type = type == null ? null : rounded(type);
        type = type == null ? null : withNul(type);
        return type == null || spec.also().isEmpty() ? type : also(type);
    }

    private @Nullable CellType values(CellType type) {
        if (spec.values().isEmpty()) {
            return type;
        }
        return type.equals(ColumnTypes.TEXT)
                ? ColumnTypes.oneOf(spec.values())
                : wrong("Values are stated for " + type.ddl() + ".", "Make the column text.");
    }

    private @Nullable CellType times(CellType type) {
        ZoneId zone = null;
        if (spec.zone() != null) {
            if (!type.ddl().equals("timestamptz") || spec.unit() != null) {
                return wrong(
                        "A zone is stated for " + type.ddl() + (spec.unit() == null ? "." : " with a unit."),
                        "State a zone for timestamptz from text only.");
            }
            try {
                zone = ZoneId.of(spec.zone());
            } catch (DateTimeException e) {
                return wrong(
                        "The zone '" + Shown.name(spec.zone()) + "' is unknown.",
                        "Write one as in Europe/Berlin or +01:00.");
            }
        }
        boolean cut = spec.fraction() != null;
        if (cut && !"cut".equals(spec.fraction())) {
            return wrong(
                    "The fraction is " + Shown.text(String.valueOf(spec.fraction())) + ".", "Write fraction: cut.");
        }
        var options = new TimeOptions(zone, spec.format(), spec.digits(), spec.offset(), cut);
        var objection = options.equals(TimeOptions.NONE) ? null : options.objection(type);
        return objection == null
                ? options.of(type)
                : wrong(
                        "The texts of times " + objection + ".",
                        "State format (iso, blank, rfc1123, compact, date), digits (0 to 6), offset (Z, +00:00) and"
                                + " fraction: cut for a timestamptz; a zone where its texts have no offset.");
    }

    private @Nullable CellType booleans(CellType type) {
        boolean known = spec.words() != null;
        if (!known && spec.truthy().isEmpty() && spec.falsy().isEmpty()) {
            return type;
        }
        boolean both = spec.truthy().stream().anyMatch(spec.falsy()::contains);
        if (!type.ddl().equals("boolean") || known && !"known".equals(spec.words()) || both) {
            return wrong(
                    "Words for true and false are stated for " + type.ddl() + (both ? ", one of them for both." : "."),
                    "State truthy: [1, \"Y\"] and falsy: [0, \"N\"], or words: known, for a column of type boolean.");
        }
        return ColumnTypes.booleanOf(spec.truthy(), spec.falsy(), known);
    }

    private @Nullable CellType rounded(CellType type) {
        if (spec.round() == null) {
            return type;
        }
        var rounding = ColumnTypes.rounding(type, spec.round());
        return rounding != null
                ? rounding
                : wrong(
                        "Rounding by " + Shown.text(spec.round()) + " is stated for " + type.ddl() + ".",
                        "Write half-up, half-even or down, for numeric(p,s), smallint, integer or bigint.");
    }

    private @Nullable CellType withNul(CellType type) {
        if (spec.nul() == null) {
            return type;
        }
        var with = ColumnTypes.withNul(type, spec.nul());
        return with != null
                ? with
                : wrong(
                        "The rule for U+0000 of the column " + column() + ", which is " + type.ddl() + ", is '"
                                + Shown.name(spec.nul()) + "'.",
                        "Write fail, strip, escape or bytea for text; fail, strip or escape for jsonb.");
    }

    private @Nullable CellType also(CellType type) {
        var with = ColumnTypes.also(type, spec.also());
        return with != null
                ? with
                : wrong(
                        "Other kinds are stated for the column " + column() + ", which is " + type.ddl() + ".",
                        "State some of N, BOOL, L and M for a text column.");
    }

    private String column() {
        return Shown.name(pointer.substring(pointer.lastIndexOf('/') + 1));
    }

    private @Nullable CellType wrong(String what, String fix) {
        problems.add(pointer, Code.F004, what, fix);
        return null;
    }
}
