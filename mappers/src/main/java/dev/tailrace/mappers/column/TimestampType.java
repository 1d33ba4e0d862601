package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;

/**
 * {@code timestamp}, from ISO-8601 text without an offset. Texts with whole seconds, or with six digits of fraction that are not all
 * zero, come back (what Python's {@code isoformat()} writes); other spellings of the same time are taken, but are not exact.
 */
record TimestampType() implements KeyType {
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
        if (!(value instanceof Value.Text text)) {
            return Cell.Refused.unfit("is " + value.kind() + ", not S");
        }
        var time = IsoTime.parse(text.value());
        if (time == null || time.offset() != null) {
            return Cell.Refused.unfit("is " + Shown.text(text.value()) + ", not an ISO-8601 time without offset");
        }
        if (!PostgresTime.isWholeMicros(time.nanos())) {
            return Cell.Refused.unfit("is finer than microseconds");
        }
        var instant = time.instant();
        return new Cell.Of(
                PostgresTime.print(instant), PostgresTime.iso(instant, false).equals(text.value()));
    }

    @Override
    public String inexact() {
        return "another spelling of the same time";
    }

    @Override
    public Value decode(String cell) {
        return new Value.Text(PostgresTime.iso(PostgresTime.parse(cell), false));
    }
}
