package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.problem.Code;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles columns that are computed of a field or an attribute. */
final class Transforms {
    private static final List<String> BY = List.of("md5", Transform.LAST_HEX, "crc32", "sha256", "epoch");
    /** Those that are usually written in hex. */
    private static final List<String> DIGESTS = List.of("md5", "crc32", "sha256");

    private static final List<String> CASES = List.of("lower", "upper");
    private static final List<String> BUCKETS = List.of("day", "month", "hour");

    private final When when;
    private final KeySchema keys;
    private final Problems problems;

    Transforms(When when, KeySchema keys, Problems problems) {
        this.when = when;
        this.keys = keys;
        this.problems = problems;
    }

    /** The column's source; null after telling what is wrong. */
    @Nullable
    ColumnSource compile(String column, ColumnSpec spec, String of, String pointer) {
        var transform = spec.transform();
        var type = type(spec.type(), transform);
        if (type == null) {
            problems.unknownType(pointer, String.valueOf(spec.type()));
            return null;
        }
        var path = when.fields().contains(of) ? AttributePath.of(of) : AttributePath.parse(of, keys);
        var objection = objection(spec, transform, path, type);
        if (objection != null || path == null || !(type instanceof KeyType key)) {
            problems.add(
                    pointer,
                    Code.F004,
                    "The column " + Shown.name(column) + " cannot be computed: it " + objection + ".",
                    "State of, with by (" + String.join(", ", BY) + ") and mod, list or form: hex, or with bucket ("
                            + String.join(", ", BUCKETS) + "), case (" + String.join(", ", CASES)
                            + "), prefix or suffix.");
            return null;
        }
        return new ColumnSource.Computed(
                path,
                when.fields().indexOf(of),
                new Transform(
                        transform.letterCase(),
                        transform.by(),
                        transform.form() != null,
                        transform.mod() == null ? null : BigInteger.valueOf(transform.mod()),
                        transform.list(),
                        transform.bucket(),
                        Objects.requireNonNullElse(transform.prefix(), ""),
                        Objects.requireNonNullElse(transform.suffix(), "")),
                key);
    }

    private static @Nullable String objection(
            ColumnSpec spec, TransformSpec transform, @Nullable AttributePath path, CellType type) {
        if (spec.from() != null
                || spec.unit() != null
                || spec.nul() != null
                || spec.zone() != null
                || spec.template() != null
                || spec.decode() != null
                || spec.flag() != null
                || !spec.values().isEmpty()) {
            return "also takes an attribute as it is";
        }
        if (path == null) {
            return "is of a path that" + ColumnCompiler.NO_PATH;
        }
        if (transform.by() != null && !BY.contains(transform.by())) {
            return "is by " + Shown.name(transform.by());
        }
        if (transform.bucket() != null && (transform.by() != null || !BUCKETS.contains(transform.bucket()))) {
            return "has an unknown bucket, or a number next to it";
        }
        if (transform.mod() != null && (transform.by() == null || transform.mod() < 1)) {
            return "has a mod without a number, or below 1";
        }
        if (transform.equals(TransformSpec.NONE)) {
            return "says nothing of how";
        }
        var ofNumber = listOrForm(transform);
        if (ofNumber != null) {
            return ofNumber;
        }
        if (transform.letterCase() != null
                && (!CASES.contains(transform.letterCase())
                        || transform.bucket() != null
                        || "epoch".equals(transform.by()))) {
            return "has an unknown case, or the case of a time";
        }
        if (!(type instanceof KeyType key)) {
            return "has a type that no computed text is";
        }
        var odd = transform.list().stream()
                .map(text -> Objects.requireNonNullElse(transform.prefix(), "")
                        + text
                        + Objects.requireNonNullElse(transform.suffix(), ""))
                .filter(text -> !(key.encode(new Value.Text(text)) instanceof Cell.Of))
                .findFirst();
        return odd.map(text -> "has " + Shown.text(text) + " in its list, which " + key.cast() + " does not take")
                .orElse(null);
    }

    private static @Nullable String listOrForm(TransformSpec transform) {
        if (!transform.list().isEmpty() && (transform.by() == null || transform.mod() != null)) {
            return "has a list without a number that chooses, or with a mod: the list's length is what divides";
        }
        boolean digest = transform.by() != null && DIGESTS.contains(transform.by());
        return transform.form() != null
                        && (!transform.form().equals("hex")
                                || !digest
                                || transform.mod() != null
                                || !transform.list().isEmpty())
                ? "has an unknown form, or of no whole digest"
                : null;
    }

    private static @Nullable CellType type(@Nullable String stated, TransformSpec transform) {
        if (stated != null) {
            return ColumnTypes.parse(stated, null);
        }
        boolean bare = transform.prefix() == null && transform.suffix() == null;
        boolean digit = Transform.LAST_HEX.equals(transform.by()) && transform.mod() == null;
        if (bare
                && !digit
                && transform.by() != null
                && transform.form() == null
                && transform.list().isEmpty()) {
            return ColumnTypes.parse(transform.mod() == null ? "numeric" : "integer", null);
        }
        return bare && "day".equals(transform.bucket()) ? ColumnTypes.parse("date", null) : ColumnTypes.TEXT;
    }
}
