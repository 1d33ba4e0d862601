package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.TypedJson;
import dev.tailrace.mappers.item.Value;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The column types by the names that migration files use. */
public final class ColumnTypes {
    /** {@code text COLLATE "C"}, so that its order is that of the source. */
    public static final KeyType TEXT = new TextType();
    /** For the column that takes what no other took. */
    public static final CellType JSONB = new JsonbType();

    /** {@code boolean} from BOOL and nothing else. */
    public static final CellType BOOLEAN = new BooleanType();

    public static final CellType BYTEA = new ByteaType();

    /** {@code timestamptz} from any time; texts without an offset are UTC. */
    public static final KeyType UTC = new TimestamptzType(null, ZoneOffset.UTC);

    /** The units of numbers that are times. */
    public static final List<String> UNITS = List.of("s", "ms", "us", "ns");

    private static final int LARGEST_PRECISION = 1_000;

    private static final Pattern NUMERIC_SIZES = Pattern.compile("(?i)(?:numeric|decimal) *\\([-+0-9, ]*\\)");

    private ColumnTypes() {}

    /** The names, for messages. */
    public static final List<String> NAMES = List.of(
            "text",
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "numeric(p,s)",
            "boolean",
            "date",
            "timestamp",
            "timestamptz",
            "uuid",
            "jsonb",
            "bytea",
            "text[]",
            "numeric[]",
            "bytea[]");

    /**
     * The type of a name; null if there is none.
     *
     * @param name e.g. {@code numeric(12,2)}, in any case
     * @param unit {@code s}, {@code ms}, {@code us} or {@code ns}, for {@code timestamptz} from numbers; null: not stated
     */
    public static @Nullable CellType parse(String name, @Nullable String unit) {
        var lower = name.strip().toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "text" -> TEXT;
            case "smallint" -> new IntegerType(lower, Short.MAX_VALUE);
            case "int", "integer" -> new IntegerType("integer", Integer.MAX_VALUE);
            case "bigint" -> new IntegerType(lower, Long.MAX_VALUE);
            case "numeric", "decimal" -> new NumericType(null);
            case "boolean", "bool" -> BOOLEAN;
            case "date" -> new DateType(List.of(TimeFormat.ISO));
            case "timestamp" -> new TimestampType(TimeText.LOCAL);
            case "timestamptz" -> new TimestamptzType(unit(unit), null);
            case "uuid" -> new UuidType();
            case "jsonb" -> JSONB;
            case "bytea" -> BYTEA;
            case "text[]" -> new ArrayType(ArrayType.Element.TEXT);
            case "numeric[]" -> new ArrayType(ArrayType.Element.NUMERIC);
            case "bytea[]" -> new ArrayType(ArrayType.Element.BYTEA);
            default -> sized(lower);
        };
    }

    /** The type that another name of Postgres, or of other systems, stands for here; null if that is not known. */
    public static @Nullable String meant(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT).replaceFirst("\\s*\\(.*", "")) {
            case "varchar", "char", "character varying", "string", "citext" -> "text";
            case "int2" -> "smallint";
            case "int4" -> "integer";
            case "int8", "long" -> "bigint";
            case "number", "money", "real", "float", "float4", "float8", "double", "double precision" -> "numeric";
            case "datetime", "timestamp with time zone" -> "timestamptz";
            case "timestamp without time zone" -> "timestamp";
            case "json", "map", "list" -> "jsonb";
            case "blob", "binary" -> "bytea";
            default -> null;
        };
    }

    /**
     * The type with a rule for U+0000; null if it cannot have it.
     *
     * @param rule {@code fail}, {@code strip}, {@code escape} or {@code bytea}, which makes a text column bytea
     */
    public static @Nullable CellType withNul(CellType type, String rule) {
        boolean text = type.equals(TEXT);
        boolean rewritten = text || isJsonb(type) || type.equals(new ArrayType(ArrayType.Element.TEXT));
        return switch (NulRule.parse(rule)) {
            case FAIL -> rewritten ? type : null;
            case STRIP -> rewritten ? new NulType(type, NulRule.STRIP) : null;
            case ESCAPE -> text ? new EscapedTextType() : rewritten ? new NulType(type, NulRule.ESCAPE) : null;
            case BYTEA -> text ? new Utf8BytesType() : null;
            case null -> null;
        };
    }

    /** The cell of a typed JSON text. */
    public static Cell jsonb(TypedJson.Written written) {
        return JsonbType.cell(written);
    }

    /** Whether the type holds numbers as they are: it rounds none. */
    public static boolean isExactNumber(CellType type) {
        return type instanceof NumericType numeric && numeric.rounding() == null
                || type instanceof IntegerType integer && integer.rounding() == null;
    }

    /** Whether the type is jsonb of any value, in which NULL is one. */
    private static boolean isJsonb(CellType type) {
        return type instanceof JsonbType || type instanceof NulType nul && isJsonb(nul.type());
    }

    /** {@code jsonb} of what texts say in JSON; null if there is no such fallback for others: {@code fail}, {@code none} or {@code value}. */
    public static @Nullable CellType jsonText(@Nullable String fallback) {
        var parsed = JsonTextType.Fallback.parse(fallback == null ? "fail" : fallback);
        return parsed == null ? null : new JsonTextType(parsed);
    }

    /** {@code boolean} that takes other values, too. */
    public static CellType booleanOf(List<Value> truthy, List<Value> falsy, boolean known) {
        return new BooleanType(truthy, falsy, known);
    }

    /** The type of text that takes values of other kinds, N, BOOL, L or M, too; null if it is none of text, or a kind is none of these. */
    public static @Nullable CellType also(CellType type, List<String> kinds) {
        return type.cast().equals("text") && AlsoType.KINDS.containsAll(kinds) ? new AlsoType(type, kinds) : null;
    }

    /** The type of numbers that rounds: {@code half-up}, {@code half-even} or {@code down}; null if it cannot, or there is no such way. */
    public static @Nullable CellType rounding(CellType type, String way) {
        var mode = switch (way) {
            case "half-up" -> RoundingMode.HALF_UP;
            case "half-even" -> RoundingMode.HALF_EVEN;
            case "down" -> RoundingMode.DOWN;
            default -> null;
        };
        return switch (type) {
            case NumericType numeric
            when mode != null && numeric.size() != null -> new NumericType(numeric.size(), mode);
            case IntegerType integer when mode != null -> new IntegerType(integer.ddl(), integer.largest(), mode);
            default -> null;
        };
    }

    /** The type as a key has it, where no rest keeps what does not come back. */
    public static CellType inKey(CellType type) {
        return switch (type) {
            case TimestampType time -> new TimestampType(time.text().inKey());
            case TimestamptzType time ->
                new TimestamptzType(time.unit(), time.zone(), time.text().inKey());
            default -> type;
        };
    }

    /** Whether the type is a time whose texts come back as the file does not state. */
    public static boolean isTimeUnstated(CellType type) {
        return switch (type) {
            case TimestampType time -> !time.text().stated();
            case TimestamptzType time -> time.unit() == null && !time.text().stated();
            default -> false;
        };
    }

    /** What a template's field has to state behind its type so that a text comes back, {@code 3} or {@code 0,6+00:00}; null if nothing does. */
    public static @Nullable String statedFor(CellType type, String text) {
        int point = text.indexOf('.');
        int end = point < 0 ? Math.min(text.length(), "yyyy-mm-ddThh:mm:ss".length()) : point + 1;
        int first = end;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        var stated = (point < 0 ? 0 : end - first) + text.substring(end);
        var options = TimeOptions.ofField(stated);
        boolean helps = options != null
                && options.objection(type) == null
                && options.of(type) instanceof KeyType key
                && key.encode(new Value.Text(text)) instanceof Cell.Of of
                && of.exact();
        return helps ? stated.endsWith("Z") ? stated.substring(0, stated.length() - 1) : stated : null;
    }

    /**
     * What stands between two texts of an attribute.
     *
     * @param digits how many characters a number has at least, zeros in front included; 0: its digits
     * @param most how many characters it has at most; 0: any number
     */
    public static CellType between(String before, String after, KeyType type, int digits, int most) {
        return new AffixedType(type, before, after, digits, most);
    }

    /** Text that is one of these. */
    public static KeyType oneOf(List<String> values) {
        return new EnumType(values);
    }

    /** Whether the type leaves U+0000 out of what it holds. */
    public static boolean strips(CellType type) {
        return type instanceof NulType nul && nul.rule() == NulRule.STRIP;
    }

    /** The type that holds every key attribute of a kind. */
    public static KeyType of(KeySchema.KeyType kind) {
        return switch (kind) {
            case S -> TEXT;
            case N -> new NumericType(null);
            case B -> new ByteaType();
        };
    }

    private static TimestamptzType.@Nullable Unit unit(@Nullable String unit) {
        return unit == null ? null : TimestamptzType.Unit.valueOf(unit.toUpperCase(Locale.ROOT));
    }

    /** {@code numeric(p)} or {@code numeric(p,s)}. */
    private static @Nullable CellType sized(String name) {
        int open = name.indexOf('(');
        if (open < 0
                || !name.endsWith(")")
                || !List.of("numeric", "decimal")
                        .contains(name.substring(0, open).strip())) {
            return null;
        }
        var sizes = name.substring(open + 1, name.length() - 1).split(",", -1);
        int precision = number(sizes[0]);
        int scale = sizes.length == 1 ? 0 : number(sizes[1]);
        return sizes.length > 2 || precision < 1 || precision > LARGEST_PRECISION || scale < 0 || scale > precision
                ? null
                : new NumericType(new NumericType.Size(precision, scale));
    }

    /** Why the sizes of a {@code numeric(p,s)} are not possible, as the rest of a sentence; null if the name is no such type. */
    public static @Nullable String wrongSizes(String name) {
        return parse(name, null) == null && NUMERIC_SIZES.matcher(name.strip()).matches()
                ? "has impossible sizes: p, the digits in all, is from 1 to " + LARGEST_PRECISION
                        + "; s, those behind the point, is from 0 to p"
                : null;
    }

    private static int number(String text) {
        var digits = text.strip();
        return !digits.isEmpty() && digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(digits)
                : -1;
    }
}
