package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.Shown;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as Postgres prints them, to the microsecond: {@code 2026-01-31 23:59:59.5}. Only for those that are {@link #inRange}. */
final class PostgresTime {
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int MICRO_DIGITS = 6;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant BEHIND_LAST =
            Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);

    private PostgresTime() {}

    /** Whether Postgres keeps the instant and prints its year with four digits. */
    static boolean inRange(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(BEHIND_LAST);
    }

    static boolean isWholeMicros(int nanos) {
        return nanos % NANOS_PER_MICRO == 0;
    }

    /** Without an offset; in UTC. */
    static String print(Instant instant) {
        var text = seconds(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), ' ', new StringBuilder(29));
        int micros = instant.getNano() / NANOS_PER_MICRO;
        if (micros != 0) {
            fraction(text, micros, MICRO_DIGITS);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        return text.toString();
    }

    /** As {@code 2026-01-31T23:59:59}, with the character between day and time; the year has four digits. */
    static String seconds(LocalDateTime time, char between) {
        return seconds(time, between, new StringBuilder(19)).toString();
    }

    /**
     * The instant of a text that {@link #print} wrote.
     *
     * @throws IllegalArgumentException if it is another text
     */
    static Instant parse(String printed) {
        var time = printed.indexOf('T') >= 0 ? null : IsoTime.parse(printed.replace(' ', 'T'));
        if (time == null || time.offset() != null || !print(time.instant()).equals(printed)) {
            throw new IllegalArgumentException(
                    "Cannot decode " + Shown.text(printed) + ": it is not a canonical time.");
        }
        return time.instant();
    }

    private static StringBuilder seconds(LocalDateTime time, char between, StringBuilder out) {
        padded(out, time.getYear(), 4).append('-');
        padded(out, time.getMonthValue(), 2).append('-');
        padded(out, time.getDayOfMonth(), 2).append(between);
        padded(out, time.getHour(), 2).append(':');
        padded(out, time.getMinute(), 2).append(':');
        return padded(out, time.getSecond(), 2);
    }

    private static void fraction(StringBuilder out, int fraction, int digits) {
        padded(out.append('.'), fraction, digits);
    }

    private static StringBuilder padded(StringBuilder out, int number, int digits) {
        int unit = 1;
        for (int i = 1; i < digits; i++) {
            unit *= 10;
        }
        for (; unit > 0; unit /= 10) {
            out.append((char) ('0' + number / unit % 10));
        }
        return out;
    }
}
