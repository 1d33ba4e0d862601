package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;

/**
 * {@code timestamp}, from ISO-8601 text without an offset. Unless the file states otherwise, texts with whole seconds, or with six digits of
 * fraction that are not all zero, come back (what Python's {@code isoformat()} writes), in a key also those of three; other spellings of the
 * same time are taken, but are not exact.
 */
record TimestampType(TimeText text) implements KeyType {
    @Override
    public String ddl() {
        return "timestamp";
    }

    @Override
    public KeySchema.KeyType source() {
        return KeySchema.KeyType.S;
    }

    @Override
    public Cell encode(Value value) {
        if (!(value instanceof Value.Text written)) {
            return Cell.Refused.unfit("is " + value.kind() + ", not S");
        }
        var time = text.read(written.value());
        if (time == null || time.offset() != null) {
            return Cell.Refused.unfit(text.objection(written.value(), "an ISO-8601 time without offset")
                    + (time == null ? "" : ": make the column timestamptz"));
        }
        if (!text.fits(time.nanos())) {
            return Cell.Refused.unfit(TimestamptzType.TOO_FINE);
        }
        var instant = time.instant();
        return new Cell.Of(PostgresTime.print(instant), written.value().equals(text.write(instant)));
    }

    @Override
    public String inexact() {
        return "another spelling of the same time" + (text.cut() ? ", or a fraction that was cut," : "");
    }

    @Override
    public Value decode(String cell) {
        var back = text.write(PostgresTime.parse(cell));
        if (back == null) {
            throw new IllegalArgumentException(
                    "Cannot decode " + Shown.text(cell) + ": the column's format does not say such a time.");
        }
        return new Value.Text(back);
    }
}
