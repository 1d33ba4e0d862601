package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;

/**
 * {@code smallint}, {@code integer} or {@code bigint}, which Postgres would round into.
 *
 * @param ddl the type's name
 * @param largest the largest number; the smallest is one further from zero
 */
record IntegerType(String ddl, long largest) implements KeyType {
    @Override
    public KeySchema.KeyType source() {
        return KeySchema.KeyType.N;
    }

    @Override
    public Cell encode(Value value) {
        var number = NumericType.numberOf(value);
        if (number == null) {
            return NumericType.notANumber(value);
        }
        if (number.stripTrailingZeros().scale() > 0) {
            return Cell.Refused.unfit("is not a whole number");
        }
        if (number.compareTo(BigDecimal.valueOf(largest)) > 0
                || number.compareTo(BigDecimal.valueOf(-largest - 1)) < 0) {
            return Cell.Refused.unfit("is out of the range of " + ddl);
        }
        return new Cell.Of(NumberText.of(number), value instanceof Value.Num);
    }

    @Override
    public String inexact() {
        return "a text of digits";
    }

    @Override
    public Value decode(String cell) {
        return NumericType.number(cell);
    }
}
