package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A type whose cells are what stands between two texts of an attribute: of {@code CUST#7} the 7. A text that its cell does not restore,
 * {@code CUST#007} of a number, counts as inexact, and stays in rest.
 *
 * @param before what every text begins with
 * @param after what every text ends with
 * @param digits how many characters a number has at least, zeros in front included; 0: its digits
 * @param most how many characters it has at most; 0: any number
 */
record AffixedType(KeyType type, String before, String after, int digits, int most) implements CellType {
    @Override
    public String ddl() {
        return type.ddl();
    }

    @Override
    public String cast() {
        return type.cast();
    }

    @Override
    public String canonical(String printed) {
        return type.canonical(printed);
    }

    @Override
    public String shown(String canonical) {
        return type.shown(canonical);
    }

    @Override
    public Cell encode(Value value) {
        var text = value instanceof Value.Text s
                ? s.value()
                : value instanceof Value.Num n ? NumberText.of(n.value()) : null;
        if (text == null || !fits(text)) {
            return Cell.Refused.unfit("is " + (text == null ? value.kind() : Shown.text(text)) + ", not as "
                    + Shown.text(before + "..." + after) + width());
        }
        var inner = text.substring(before.length(), text.length() - after.length());
        var number = type.source() == KeySchema.KeyType.N ? NumberText.parse(inner) : null;
        return switch (type.encode(number == null ? new Value.Text(inner) : new Value.Num(number))) {
            case Cell.Refused refused -> refused;
            case Cell.Of of -> new Cell.Of(of.text(), value.equals(back(of.text())));
        };
    }

    /** What a message says of the characters between the two texts. */
    private String width() {
        int least = Math.max(1, digits);
        return least == 1 && most == 0
                ? ""
                : ", where ... has " + least + (least == most ? "" : " or more")
                        + (least == 1 && least == most ? " character" : " characters");
    }

    private boolean fits(String text) {
        int length = text.length() - before.length() - after.length();
        return length >= Math.max(1, digits)
                && (most == 0 || length <= most)
                && text.startsWith(before)
                && text.endsWith(after);
    }

    @Override
    public Value decode(String cell) {
        var value = back(cell);
        if (value == null) {
            throw new IllegalArgumentException("Cannot make an attribute of a cell: it is too long, or empty.");
        }
        return value;
    }

    /** Null where the cell is too long, or empty. */
    private @Nullable Value back(String cell) {
        var inner = switch (type.decode(cell)) {
            case Value.Text text -> text.value();
            case Value.Num number -> padded(number.value());
            default -> "";
        };
        return inner.isEmpty() || most > 0 && inner.length() > most ? null : new Value.Text(before + inner + after);
    }

    private String padded(BigDecimal number) {
        var text = NumberText.of(number);
        int sign = text.startsWith("-") ? 1 : 0;
        return text.length() >= digits
                ? text
                : text.substring(0, sign) + "0".repeat(digits - text.length()) + text.substring(sign);
    }

    @Override
    public @Nullable String inexact() {
        return type.equals(ColumnTypes.TEXT) && before.length() + after.length() > 0
                ? null
                : "a text of another spelling";
    }
}
