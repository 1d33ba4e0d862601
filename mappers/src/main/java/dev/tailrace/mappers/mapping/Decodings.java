package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.problem.Code;
import org.jspecify.annotations.Nullable;

/** Compiles columns of attributes that are decoded. Null stands for what is wrong, after telling it. */
final class Decodings {
    private final Problems problems;

    Decodings(Problems problems) {
        this.problems = problems;
    }

    /** What a text says in JSON. */
    @Nullable
    ColumnSource json(String column, AttributePath path, ColumnSpec spec, String pointer, boolean inKey) {
        var type = ColumnTypes.jsonText(spec.fallback());
        boolean jsonb = spec.type() == null || spec.type().strip().equalsIgnoreCase("jsonb");
        var alone = new TypeOptions(spec, pointer, problems);
        if (type == null || inKey || !jsonb || spec.flag() != null || spec.nul() != null || spec.unit() != null) {
            problems.add(
                    pointer,
                    Code.F004,
                    "The column " + Shown.name(column) + " cannot be decoded so.",
                    "State decode: json for a jsonb column, no key, with fallback: fail, none or value.");
            return null;
        }
        var with = alone.of(type);
        return with == null ? null : ColumnCompiler.attribute(path, with);
    }

    /** The text that an attribute packs. */
    @Nullable
    ColumnSource packed(
            String column, AttributePath path, ColumnSpec spec, CellType type, String pointer, boolean inKey) {
        var packing = spec.decode() == null ? null : Packing.parse(spec.decode());
        if (packing == null || inKey || !path.isAttribute() || !type.cast().equals("text")) {
            problems.add(
                    pointer,
                    Code.F004,
                    "The column " + Shown.name(column) + " cannot be decoded so.",
                    "State decode: gzip or gzip+base64 for a text column, no key, of an attribute as a whole.");
            return null;
        }
        return new ColumnSource.Packed(path.attribute(), packing, spec.flag(), type);
    }
}
