package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.TypedJson;
import dev.tailrace.mappers.item.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of text that takes values of other kinds, too, by the file's consent: numbers as plain digits, BOOL as {@code true} or {@code false},
 * lists and maps as typed JSON. Texts are what comes back.
 *
 * @param type of text
 * @param kinds of {@link #KINDS}
 */
record AlsoType(CellType type, List<String> kinds) implements CellType {
    static final List<String> KINDS = List.of("N", "BOOL", "L", "M");

    AlsoType {
        kinds = List.copyOf(kinds);
    }

    @Override
    public String ddl() {
        return type.ddl();
    }

    @Override
    public String cast() {
        return type.cast();
    }

    @Override
    public Cell encode(Value value) {
        var text = kinds.contains(value.kind()) ? text(value) : null;
        if (text == null) {
            return type.encode(value) instanceof Cell.Refused refused && !(value instanceof Value.Text)
                    ? Cell.Refused.unfit("is " + value.kind() + ", not S or " + String.join(", ", kinds))
                    : type.encode(value);
        }
        return type.encode(new Value.Text(text)) instanceof Cell.Of of
                ? new Cell.Of(of.text(), false)
                : type.encode(new Value.Text(text));
    }

    /** Null where typed JSON cannot hold it. */
    private static @Nullable String text(Value value) {
        return switch (value) {
            case Value.Num number -> NumberText.of(number.value());
            case Value.Bool bool -> bool.value() ? "true" : "false";
            default -> TypedJson.write(value) instanceof TypedJson.Written.Json json ? json.text() : null;
        };
    }

    /** Whether its cells may be longer than the values that they are made of. */
    boolean makesLonger() {
        return kinds.contains("L") || kinds.contains("M");
    }

    @Override
    public Value decode(String cell) {
        return type.decode(cell);
    }

    @Override
    public String inexact() {
        var own = type.inexact();
        return "a value of the kind " + String.join(" or ", kinds) + (own == null ? "" : ", and " + own);
    }
}
