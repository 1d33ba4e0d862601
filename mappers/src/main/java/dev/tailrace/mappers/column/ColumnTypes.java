package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.TypedJson;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The column types by the names that migration files use. */
public final class ColumnTypes {
    /** {@code text COLLATE "C"}, so that its order is that of the source. */
    public static final KeyType TEXT = new TextType();
    /** For the column that takes what no other took. */
    public static final CellType JSONB = new JsonbType();

    /** {@code timestamptz} from any time; texts without an offset are UTC. */
    public static final KeyType UTC = new TimestamptzType(null, ZoneOffset.UTC);

    private static final int LARGEST_PRECISION = 1_000;

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
     * @param unit {@code s} or {@code ms}, for {@code timestamptz} from numbers; null: not stated
     */
    public static @Nullable CellType parse(String name, @Nullable String unit) {
        var lower = name.strip().toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "text" -> TEXT;
            case "smallint" -> new IntegerType(lower, Short.MAX_VALUE);
            case "int", "integer" -> new IntegerType("integer", Integer.MAX_VALUE);
            case "bigint" -> new IntegerType(lower, Long.MAX_VALUE);
            case "numeric", "decimal" -> new NumericType(null);
            case "boolean", "bool" -> new BooleanType();
            case "date" -> new DateType();
            case "timestamp" -> new TimestampType();
            case "timestamptz" -> new TimestamptzType(unit(unit), null);
            case "uuid" -> new UuidType();
            case "jsonb" -> JSONB;
            case "bytea" -> new ByteaType();
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

    /** Whether the type is jsonb, in which NULL is a value. */
    public static boolean isJsonb(CellType type) {
        return type.cast().equals("jsonb");
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

    /** {@code timestamptz} whose texts without an offset are local times of a zone. */
    public static KeyType timestamptz(ZoneId zone) {
        return new TimestamptzType(null, zone);
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
        return unit == null ? null : unit.equals("ms") ? TimestamptzType.Unit.MS : TimestamptzType.Unit.S;
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

    private static int number(String text) {
        var digits = text.strip();
        return !digits.isEmpty() && digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(digits)
                : -1;
    }
}
