package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;

/** {@code date}, from text {@code yyyy-mm-dd}: a day that there is, in the years 0001 to 9999. */
record DateType() implements KeyType {
    private static final int LENGTH = 10;

    @Override
    public String ddl() {
        return "date";
    }

    @Override
    public KeySchema.KeyType source() {
        return KeySchema.KeyType.S;
    }

    @Override
    public Cell encode(Value value) {
        if (!(value instanceof Value.Text text)) {
            return Cell.Refused.unfit("is " + value.kind() + ", not S");
        }
        var date = text.value();
        return date.length() == LENGTH && IsoTime.startsWithDate(date)
                ? new Cell.Of(date, true)
                : Cell.Refused.unfit("is " + Shown.text(date) + ", not a date as yyyy-mm-dd");
    }

    @Override
    public Value decode(String cell) {
        return new Value.Text(cell);
    }
}
