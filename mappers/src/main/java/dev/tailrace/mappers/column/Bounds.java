package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.UnwritableText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which values of a column's type the source could not hold, as SQL conditions that hold of every value that a mapper writes. */
public final class Bounds {
    private static final int DIGITS = 38;

    /** 38 digits, 1E-130 to 9.99E125 (source: AWS documentation, DynamoDB data types). */
    private static final String NUMBER =
            "(%1$s = 0 OR abs(%1$s) BETWEEN 1E-130 AND 9.9999999999999999999999999999999999999E+125"
                    + " AND length(trim(BOTH '0' FROM replace(abs(%1$s)::text, '.', ''))) <= 38)";

    private Bounds() {}

    /**
     * A bound.
     *
     * @param rule what must hold of the column, as the rest of a sentence
     * @param check the condition; null: none that a CHECK can have
     */
    public record Bound(String rule, @Nullable String check) {}

    /**
     * Those of a type, whatever the column holds.
     *
     * @param c the column, quoted
     */
    public static List<Bound> of(CellType type, String c) {
        return switch (type) {
            case NumericType n ->
                List.of(new Bound("is neither NaN nor infinite", c + " NOT IN ('NaN', 'Infinity', '-Infinity')"));
            case DateType d -> List.of(years(c + " BETWEEN '0001-01-01' AND '9999-12-31'"));
            case TimestampType t ->
                List.of(years(c + " BETWEEN '0001-01-01 00:00:00' AND '9999-12-31 23:59:59.999999'"));
            case TimestamptzType t ->
                List.of(years(c + " BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'"));
            case EnumType one -> values(one, c);
            case EscapedTextType e ->
                List.of(new Bound(
                        "has backslashes only as \\\\ and \\0",
                        "strpos(replace(replace(%s, '\\\\', ''), '\\0', ''), '\\') = 0".formatted(c)));
            case ArrayType array ->
                List.of(new Bound("is a list without NULL, NaN or infinite numbers", array(array, c)));
            case NulType nul -> of(nul.type(), c);
            case AffixedType affixed -> affixed(affixed, c);
            case AlsoType also -> of(also.type(), c);
            case JsonTextType j -> List.of();
            case BooleanType b -> List.of();
            case ByteaType b -> List.of();
            case IntegerType i -> List.of();
            case JsonbType j -> List.of();
            case TextType t -> List.of();
            case Utf8BytesType b -> List.of();
            case UuidType u -> List.of();
        };
    }

    private static List<Bound> affixed(AffixedType affixed, String c) {
        var bounds = new ArrayList<>(of(affixed.type(), c));
        var bytes = bytes(affixed.type(), c);
        if (bytes != null) {
            bounds.add(new Bound("is not empty", bytes + " > 0"));
        }
        if (affixed.most() > 0) {
            bounds.add(new Bound(
                    "has at most %d characters".formatted(affixed.most()),
                    "length(%s::text) <= %d".formatted(c, affixed.most())));
        }
        return bounds;
    }

    private static Bound years(String check) {
        return new Bound("is in the years 0001 to 9999", check);
    }

    private static List<Bound> values(EnumType one, String c) {
        var values = one.values().stream()
                .filter(UnwritableText::none)
                .sorted()
                .map(Bounds::literal)
                .toList();
        return values.isEmpty()
                ? List.of()
                : List.of(new Bound("is one of its values", c + " IN (" + String.join(", ", values) + ")"));
    }

    /** Of an empty array the first two are NULL, which a CHECK takes. */
    private static String array(ArrayType array, String c) {
        var one = "array_ndims(%1$s) = 1 AND array_lower(%1$s, 1) = 1 AND array_position(%1$s, NULL) IS NULL";
        var numbers = " AND array_position(%1$s, 'NaN') IS NULL AND array_position(%1$s, 'Infinity') IS NULL"
                + " AND array_position(%1$s, '-Infinity') IS NULL";
        return (array.element() == ArrayType.Element.NUMERIC ? one + numbers : one).formatted(c);
    }

    /** That a number is one of the source's; null for another type, or one that has no others. */
    public static @Nullable String number(CellType type, String c) {
        return type instanceof NumericType numeric
                        && (numeric.size() == null || numeric.size().precision() > DIGITS)
                ? NUMBER.formatted(c)
                : null;
    }

    /** The number of elements; null for a type that has none. */
    public static @Nullable String elements(CellType type, String c) {
        return type instanceof ArrayType || type instanceof NulType nul && nul.type() instanceof ArrayType
                ? "cardinality(" + c + ")"
                : null;
    }

    /** How many bytes of UTF-8, or of binary, come back from the column; null for a type whose values are short. */
    public static @Nullable String bytes(CellType type, String c) {
        return switch (type) {
            case TextType t -> "octet_length(" + c + ")";
            case EnumType e -> "octet_length(" + c + ")";
            case ByteaType b -> "octet_length(" + c + ")";
            case Utf8BytesType b -> "octet_length(" + c + ")";
            case EscapedTextType e -> "octet_length(replace(replace(%s, '\\\\', '.'), '\\0', '.'))".formatted(c);
            case AffixedType affixed -> bytes(affixed.type(), c);
            case NulType nul -> nul.rule() == NulRule.STRIP ? bytes(nul.type(), c) : null;
            case AlsoType also -> also.makesLonger() ? null : bytes(also.type(), c);
            case JsonTextType j -> null;
            case ArrayType a -> null;
            case BooleanType b -> null;
            case DateType d -> null;
            case IntegerType i -> null;
            case JsonbType j -> null;
            case NumericType n -> null;
            case TimestampType t -> null;
            case TimestamptzType t -> null;
            case UuidType u -> null;
        };
    }

    /** The same of a template's field, counting a value of a type with several spellings by its shortest. */
    public static String fieldBytes(KeyType type, String c) {
        var bytes = bytes(type, c);
        if (bytes != null) {
            return bytes;
        }
        return switch (type) {
            case IntegerType i -> "length(" + c + "::text)";
            case DateType d -> d.formats().contains(TimeFormat.COMPACT) ? "8" : "10";
            case TimestampType t -> shortest(t.text());
            case TimestamptzType t -> t.unit() == null ? shortest(t.text()) : "1";
            case UuidType u -> "36";
            default -> "1";
        };
    }

    private static String shortest(TimeText text) {
        return switch (text.formats().getFirst()) {
            case DATE -> "10";
            case COMPACT -> "14";
            case ISO, BLANK -> "19";
            case RFC1123 -> "29";
        };
    }

    /** Text as an SQL literal. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
