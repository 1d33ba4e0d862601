package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * {@code smallint}, {@code integer} or {@code bigint}, which Postgres would round into.
 *
 * @param ddl the type's name
 * @param largest the largest number; the smallest is one further from zero
 * @param rounding how a fraction is rounded off, by the file's consent; null: it does not fit
 */
record IntegerType(String ddl, long largest, @Nullable RoundingMode rounding) implements KeyType {
    IntegerType(String ddl, long largest) {
        this(ddl, largest, null);
    }

    @Override
    public KeySchema.KeyType source() {
        return KeySchema.KeyType.N;
    }

    @Override
    public Cell encode(Value value) {
        var written = NumericType.numberOf(value);
        if (written == null) {
            return NumericType.notANumber(value);
        }
        var number = NumericType.rounded(written, 0, rounding);
        if (number.scale() > 0) {
            return Cell.Refused.unfit("is not a whole number");
        }
        if (number.compareTo(BigDecimal.valueOf(largest)) > 0
                || number.compareTo(BigDecimal.valueOf(-largest - 1)) < 0) {
            return Cell.Refused.unfit("is out of the range of " + ddl);
        }
        return new Cell.Of(NumberText.of(number), value instanceof Value.Num && number.compareTo(written) == 0);
    }

    @Override
    public String inexact() {
        return rounding == null ? "a text of digits" : "a text of digits, or a fraction that was rounded off,";
    }

    @Override
    public Value decode(String cell) {
        return NumericType.number(cell);
    }
}
