package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapping.MappingSpec.ColumnSpec;
import dev.tailrace.mappers.problem.Code;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles columns that are computed of a field or an attribute. */
final class Transforms {
    private static final List<String> BY = List.of("md5", Transform.LAST_HEX, "crc32", "sha256", "epoch");
    private static final List<String> BUCKETS = List.of("day", "month", "hour");

    private final When when;
    private final Problems problems;

    Transforms(When when, Problems problems) {
        this.when = when;
        this.problems = problems;
    }

    /** The column's source; null after telling what is wrong. */
    @Nullable
    ColumnSource compile(String column, ColumnSpec spec, String of, String pointer) {
        var transform = spec.transform();
        var objection = objection(spec, transform);
        var type = type(spec.type(), transform);
        if (objection == null && !(type instanceof KeyType)) {
            objection = "has a type that no computed text is";
        }
        if (objection != null || !(type instanceof KeyType key)) {
            problems.add(
                    pointer,
                    Code.F004,
                    "The column " + Shown.name(column) + " cannot be computed: it " + objection + ".",
                    "State of, with by (" + String.join(", ", BY) + ") and mod, or bucket ("
                            + String.join(", ", BUCKETS) + "), or prefix and suffix.");
            return null;
        }
        var mod = transform.mod() == null ? null : BigInteger.valueOf(transform.mod());
        return new ColumnSource.Computed(
                of,
                when.fields().indexOf(of),
                new Transform(
                        transform.by(),
                        mod,
                        transform.bucket(),
                        Objects.requireNonNullElse(transform.prefix(), ""),
                        Objects.requireNonNullElse(transform.suffix(), "")),
                key);
    }

    private static @Nullable String objection(ColumnSpec spec, MappingSpec.TransformSpec transform) {
        if (spec.from() != null
                || spec.unit() != null
                || spec.nul() != null
                || !spec.values().isEmpty()) {
            return "also takes an attribute as it is";
        }
        if (transform.by() != null && !BY.contains(transform.by())) {
            return "is by " + Shown.name(transform.by());
        }
        if (transform.bucket() != null && (transform.by() != null || !BUCKETS.contains(transform.bucket()))) {
            return "has a bucket that there is not, or a number beside it";
        }
        if (transform.mod() != null && (transform.by() == null || transform.mod() < 1)) {
            return "has a mod without a number, or below 1";
        }
        return transform.by() == null
                        && transform.bucket() == null
                        && transform.prefix() == null
                        && transform.suffix() == null
                ? "says nothing of how"
                : null;
    }

    private static @Nullable CellType type(@Nullable String stated, MappingSpec.TransformSpec transform) {
        boolean bare = transform.prefix() == null && transform.suffix() == null;
        if (stated != null) {
            return ColumnTypes.parse(stated, null);
        }
        if (Transform.LAST_HEX.equals(transform.by()) && transform.mod() == null) {
            return ColumnTypes.TEXT;
        }
        if (bare && transform.by() != null) {
            return ColumnTypes.parse(transform.mod() == null ? "numeric" : "integer", null);
        }
        return bare && "day".equals(transform.bucket()) ? ColumnTypes.parse("date", null) : ColumnTypes.TEXT;
    }
}
