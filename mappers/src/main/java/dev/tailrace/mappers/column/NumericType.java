package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * {@code numeric}, or {@code numeric(p,s)}, which Postgres would round into.
 *
 * @param size null: any number
 * @param rounding how digits beyond the size are rounded off, by the file's consent; null: they do not fit
 */
record NumericType(@Nullable Size size, @Nullable RoundingMode rounding) implements KeyType {
    NumericType(@Nullable Size size) {
        this(size, null);
    }

    /** How many digits in all, and how many of them behind the point. */
    record Size(int precision, int scale) {}

    @Override
    public String ddl() {
        return size == null ? "numeric" : "numeric(" + size.precision() + "," + size.scale() + ")";
    }

    @Override
    public String canonical(String printed) {
        return NumberText.stripped(printed);
    }

    @Override
    public String shown(String canonical) {
        return size == null
                ? canonical
                : new BigDecimal(canonical).setScale(size.scale()).toPlainString();
    }

    @Override
    public KeySchema.KeyType source() {
        return KeySchema.KeyType.N;
    }

    @Override
    public Cell encode(Value value) {
        var number = numberOf(value);
        if (number == null) {
            return notANumber(value);
        }
        var stripped = rounded(number, size == null ? Integer.MAX_VALUE : size.scale(), rounding);
        if (size != null && stripped.scale() > size.scale()) {
            return Cell.Refused.unfit("has more than " + size.scale() + " digits behind the point");
        }
        if (size != null
                && stripped.signum() != 0
                && stripped.precision() - stripped.scale() > size.precision() - size.scale()) {
            return Cell.Refused.unfit(
                    "has more than " + (size.precision() - size.scale()) + " digits before the point");
        }
        return new Cell.Of(NumberText.of(stripped), value instanceof Value.Num && stripped.compareTo(number) == 0);
    }

    /** Without zeros at its end; as it is where nothing may be rounded off. */
    static BigDecimal rounded(BigDecimal number, int scale, @Nullable RoundingMode rounding) {
        return (rounding == null || number.scale() <= scale ? number : number.setScale(scale, rounding))
                .stripTrailingZeros();
    }

    @Override
    public String inexact() {
        return rounding == null ? "a text of digits" : "a text of digits, or digits that were rounded off,";
    }

    @Override
    public Value decode(String cell) {
        return number(cell);
    }

    /** A number, or a text that is plainly one, such as {@code 12.50}; null: neither. */
    static @Nullable BigDecimal numberOf(Value value) {
        return switch (value) {
            case Value.Num number -> number.value();
            case Value.Text text -> NumberText.parse(text.value());
            default -> null;
        };
    }

    static Cell.Refused notANumber(Value value) {
        return Cell.Refused.unfit(
                value instanceof Value.Text text
                        ? "is " + Shown.text(text.value()) + ", not a number"
                        : "is " + value.kind() + ", not a number");
    }

    static Value.Num number(String cell) {
        var number = NumberText.parse(cell);
        if (number == null || !NumberText.of(number).equals(cell)) {
            throw new IllegalArgumentException("Cannot decode " + Shown.text(cell) + ": it is not a canonical number.");
        }
        return new Value.Num(number);
    }
}
