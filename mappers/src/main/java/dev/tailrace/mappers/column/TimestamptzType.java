package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * {@code timestamptz}, from ISO-8601 text with an offset, or from a number since 1970. With a stated unit, numbers are what comes
 * back exactly; without one, texts in UTC are: unless the file states otherwise {@code …Z} with no, three or six digits of fraction, as few as
 * do (what Java's {@code Instant} writes).
 *
 * @param unit of numbers; null: found by range, {@code s} below 1E11 and {@code ms} below 1E14
 * @param zone of texts without an offset, which then are those that come back, with whole seconds or six digits; null: they do not fit
 * @param text which texts are taken, and which of them come back
 */
record TimestamptzType(@Nullable Unit unit, @Nullable ZoneId zone, TimeText text) implements KeyType {
    static final String TOO_FINE = "is finer than microseconds";
    private static final String UTC = "+00";
    private static final BigInteger MICROS_PER_SECOND = BigInteger.valueOf(1_000_000);
    /** From so many digits on, a number of a day of our time is of the unit behind it. */
    private static final int DIGITS_OF_MICROS = 16;

    private static final int DIGITS_OF_NANOS = 19;

    TimestamptzType(@Nullable Unit unit, @Nullable ZoneId zone) {
        this(unit, zone, zone == null ? TimeText.UTC : TimeText.LOCAL);
    }

    /** What a number of 1 is. Names are persisted, in lower case in the file. */
    enum Unit {
        S(6),
        MS(3),
        US(0),
        NS(-3);

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
            case Value.Text written -> encode(written.value());
            case Value.Num number -> encode(number.value(), unit != null);
            default -> Cell.Refused.unfit("is " + value.kind() + ", not a time");
        };
    }

    private Cell encode(String written) {
        var time = text.read(written);
        if (time == null || time.offset() == null && zone == null) {
            var digits = unit == null ? null : NumberText.parse(written);
            return digits == null
                    ? Cell.Refused.unfit(text.objection(written, wanted())
                            + (time == null ? "" : ": state the zone of such local times, zone: Europe/Berlin"))
                    : encode(digits, false);
        }
        if (!text.fits(time.nanos())) {
            return Cell.Refused.unfit(TOO_FINE);
        }
        var instant = zone == null || time.offset() != null ? time.instant() : local(time, zone);
        if (instant == null) {
            return Cell.Refused.unfit("is " + Shown.text(written) + ", a local time that " + zone + " leaves out");
        }
        return PostgresTime.inRange(instant)
                ? cell(instant, unit == null && written.equals(write(instant)))
                : outOfRange();
    }

    private String wanted() {
        return zone == null
                ? "an ISO-8601 time with offset"
                : "an ISO-8601 time with offset, or without one as in " + zone;
    }

    /** Of a local time that there is twice, the earlier instant; both restore the same text. Null: there is none. */
    private static @Nullable Instant local(IsoTime time, ZoneId zone) {
        var offsets = zone.getRules().getValidOffsets(time.seconds());
        return offsets.isEmpty()
                ? null
                : time.seconds().toInstant(offsets.getFirst()).plusNanos(time.nanos());
    }

    /** @param exact whether the number is what comes back */
    private Cell encode(BigDecimal number, boolean exact) {
        var in = unit == null ? found(number) : unit;
        if (in == null) {
            return Cell.Refused.unfit(ofNoUnit(number));
        }
        var micros = number.scaleByPowerOfTen(in.micros);
        boolean finer = micros.stripTrailingZeros().scale() > 0;
        if (finer && !text.cut()) {
            return Cell.Refused.unfit(TOO_FINE);
        }
        if (micros.precision() - micros.scale() > 18) {
            return outOfRange();
        }
        var parts = micros.setScale(0, RoundingMode.FLOOR).toBigIntegerExact().divideAndRemainder(MICROS_PER_SECOND);
        var instant = Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact() * 1_000);
        return PostgresTime.inRange(instant) ? cell(instant, exact && !finer) : outOfRange();
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

    private static String ofNoUnit(BigDecimal number) {
        int digits = number.precision() - number.scale();
        if (number.signum() < 0 || digits < DIGITS_OF_MICROS) {
            return "is a number that may be seconds or milliseconds: state the unit";
        }
        var unit = digits < DIGITS_OF_NANOS ? "microseconds: state unit: us" : "nanoseconds: state unit: ns";
        return "is a number of " + digits + " digits, perhaps " + unit;
    }

    private static Cell cell(Instant instant, boolean exact) {
        return new Cell.Of(PostgresTime.print(instant) + UTC, exact);
    }

    private static Cell outOfRange() {
        return Cell.Refused.unfit("is not in the years 0001 to 9999");
    }

    private @Nullable String write(Instant instant) {
        boolean local = zone != null && text.formats().getFirst() != TimeFormat.RFC1123;
        return local ? text.write(LocalDateTime.ofInstant(instant, zone)) : text.write(instant);
    }

    @Override
    public String inexact() {
        return (unit == null ? "a number, or another spelling of the same time" : "a text")
                + (text.cut() ? ", or a fraction that was cut," : "");
    }

    @Override
    public Value decode(String cell) {
        if (!cell.endsWith(UTC)) {
            throw new IllegalArgumentException("Cannot decode " + Shown.text(cell) + ": it is not in UTC.");
        }
        var instant = PostgresTime.parse(cell.substring(0, cell.length() - UTC.length()));
        if (unit == null) {
            var back = write(instant);
            if (back == null) {
                throw new IllegalArgumentException(
                        "Cannot decode " + Shown.text(cell) + ": the column's format does not say such a time.");
            }
            return new Value.Text(back);
        }
        var micros = BigDecimal.valueOf(instant.getEpochSecond())
                .scaleByPowerOfTen(6)
                .add(BigDecimal.valueOf(instant.getNano() / 1_000));
        return new Value.Num(micros.scaleByPowerOfTen(-unit.micros));
    }
}
