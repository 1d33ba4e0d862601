package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * {@code timestamptz}, from ISO-8601 text with an offset, or from a number since 1970. With a stated unit, numbers are what comes
 * back exactly; without one, texts in UTC are: {@code …Z} with no, three or six digits of fraction, as few as do (what Java's
 * {@code Instant} writes).
 *
 * @param unit of numbers; null: found by range, {@code s} below 1E11 and {@code ms} below 1E14
 * @param zone of texts without an offset, which then are those that come back, with whole seconds or six digits; null: they do not fit
 */
record TimestamptzType(@Nullable Unit unit, @Nullable ZoneId zone) implements KeyType {
    private static final String UTC = "+00";
    private static final BigInteger MICROS_PER_SECOND = BigInteger.valueOf(1_000_000);

    /** What a number of 1 is. */
    enum Unit {
        S(6),
        MS(3);

        /** The power of ten that makes microseconds. */
        private final int micros;
        /** The first number that is not read in this unit where none is stated. */
        private final BigDecimal end;

        Unit(int micros) {
            this.micros = micros;
            this.end = BigDecimal.ONE.scaleByPowerOfTen(17 - micros);
        }
    }

    @Override
    public String ddl() {
        return "timestamptz";
    }

    @Override
    public KeySchema.KeyType source() {
        return unit == null ? KeySchema.KeyType.S : KeySchema.KeyType.N;
    }

    @Override
    public Cell encode(Value value) {
        return switch (value) {
            case Value.Text text -> encode(text.value());
            case Value.Num number -> encode(number.value());
            default -> Cell.Refused.unfit("is " + value.kind() + ", not a time");
        };
    }

    private Cell encode(String text) {
        var time = IsoTime.parse(text);
        if (time != null && time.offset() == null && zone != null) {
            return local(text, time, zone);
        }
        if (time == null || time.offset() == null) {
            return Cell.Refused.unfit("is " + Shown.text(text) + ", not an ISO-8601 time with offset");
        }
        if (!PostgresTime.isWholeMicros(time.nanos())) {
            return Cell.Refused.unfit("is finer than microseconds");
        }
        var instant = time.instant();
        return PostgresTime.inRange(instant)
                ? cell(instant, unit == null && zone == null && iso(instant).equals(text))
                : outOfRange();
    }

    /** Of a local time that there is twice, the earlier instant; both give back the same text. */
    private static Cell local(String text, IsoTime time, ZoneId zone) {
        if (!PostgresTime.isWholeMicros(time.nanos())) {
            return Cell.Refused.unfit("is finer than microseconds");
        }
        var offsets = zone.getRules().getValidOffsets(time.seconds());
        if (offsets.isEmpty()) {
            return Cell.Refused.unfit("is " + Shown.text(text) + ", a local time that " + zone + " leaves out");
        }
        var instant = time.seconds().toInstant(offsets.getFirst()).plusNanos(time.nanos());
        return PostgresTime.inRange(instant)
                ? cell(instant, PostgresTime.iso(time.instant(), false).equals(text))
                : outOfRange();
    }

    private Cell encode(BigDecimal number) {
        var in = unit == null ? found(number) : unit;
        if (in == null) {
            return Cell.Refused.unfit("is a number that may be seconds or milliseconds: state the unit");
        }
        var micros = number.scaleByPowerOfTen(in.micros);
        if (micros.stripTrailingZeros().scale() > 0) {
            return Cell.Refused.unfit("is finer than microseconds");
        }
        if (micros.precision() - micros.scale() > 18) {
            return outOfRange();
        }
        var parts = micros.toBigIntegerExact().divideAndRemainder(MICROS_PER_SECOND);
        var instant = Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact() * 1_000);
        return PostgresTime.inRange(instant) ? cell(instant, unit != null) : outOfRange();
    }

    private static @Nullable Unit found(BigDecimal number) {
        if (number.signum() < 0) {
            return null;
        }
        if (number.compareTo(Unit.S.end) < 0) {
            return Unit.S;
        }
        return number.compareTo(Unit.MS.end) < 0 ? Unit.MS : null;
    }

    private static Cell cell(Instant instant, boolean exact) {
        return new Cell.Of(PostgresTime.print(instant) + UTC, exact);
    }

    private static Cell outOfRange() {
        return Cell.Refused.unfit("is not in the years 0001 to 9999");
    }

    private static String iso(Instant instant) {
        return PostgresTime.iso(instant, true) + "Z";
    }

    @Override
    public String inexact() {
        return unit == null ? "a number, or another spelling of the same time" : "a text";
    }

    @Override
    public Value decode(String cell) {
        if (!cell.endsWith(UTC)) {
            throw new IllegalArgumentException("Cannot decode " + Shown.text(cell) + ": it is not in UTC.");
        }
        var instant = PostgresTime.parse(cell.substring(0, cell.length() - UTC.length()));
        if (zone != null) {
            var local = LocalDateTime.ofInstant(instant, zone).toInstant(ZoneOffset.UTC);
            return new Value.Text(PostgresTime.iso(local, false));
        }
        if (unit == null) {
            return new Value.Text(iso(instant));
        }
        var micros = BigDecimal.valueOf(instant.getEpochSecond())
                .scaleByPowerOfTen(6)
                .add(BigDecimal.valueOf(instant.getNano() / 1_000));
        return new Value.Num(micros.scaleByPowerOfTen(-unit.micros));
    }
}
