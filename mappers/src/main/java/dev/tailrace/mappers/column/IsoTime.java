package dev.tailrace.mappers.column;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A time as ISO-8601 writes it: {@code 2026-01-31T23:59[:59[.123456]]}, then nothing, {@code Z}, {@code +01:00} or {@code +0100}.
 *
 * @param nanos of the second, as the text says: more than Postgres keeps, perhaps
 * @param offset seconds to the east of UTC; null where the text states none
 */
record IsoTime(LocalDateTime seconds, int nanos, @Nullable Integer offset) {
    private static final int DATE = "yyyy-mm-dd".length();
    private static final int MINUTES = "yyyy-mm-ddThh:mm".length();
    private static final int LARGEST_OFFSET_HOURS = 18;
    private static final int NANO_DIGITS = 9;

    /** Null if the text is not one. */
    static @Nullable IsoTime parse(String text) {
        return parse(text, 'T');
    }

    /** The same with another character between day and time. */
    static @Nullable IsoTime parse(String text, char between) {
        if (text.length() < MINUTES || !startsWithDate(text) || text.charAt(10) != between || text.charAt(13) != ':') {
            return null;
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = 0;
        int nanos = 0;
        int at = MINUTES;
        if (at < text.length() && text.charAt(at) == ':') {
            second = number(text, at + 1, at + 3);
            at += 3;
            if (at < text.length() && text.charAt(at) == '.') {
                int start = at + 1;
                at = start;
                while (at < text.length() && isDigit(text.charAt(at))) {
                    at++;
                }
                nanos = nanos(text, start, at);
            }
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nanos < 0) {
            return null;
        }
        var time = LocalDateTime.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), hour, minute, second);
        if (at == text.length()) {
            return new IsoTime(time, nanos, null);
        }
        var offset = offset(text, at);
        return offset == null ? null : new IsoTime(time, nanos, offset);
    }

    /** Whether the text begins with {@code yyyy-mm-dd}, a day from 0001-01-01 to 9999-12-31. */
    static boolean startsWithDate(String text) {
        if (text.length() < DATE || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        return year >= 1
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(Year.isLeap(year));
    }

    /** The instant; a time without an offset counts as UTC. */
    Instant instant() {
        return seconds.toInstant(ZoneOffset.UTC)
                .minusSeconds(offset == null ? 0 : offset)
                .plusNanos(nanos);
    }

    private static @Nullable Integer offset(String text, int at) {
        char sign = text.charAt(at);
        if (sign == 'Z') {
            return at + 1 == text.length() ? 0 : null;
        }
        boolean colon = text.length() == at + 6 && text.charAt(at + 3) == ':';
        if (sign != '+' && sign != '-' || !colon && text.length() != at + 5) {
            return null;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, text.length() - 2, text.length());
        if (hours < 0 || hours > LARGEST_OFFSET_HOURS || minutes < 0 || minutes > 59) {
            return null;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return sign == '-' ? -seconds : seconds;
    }

    /** -1 if there are no digits. Digits beyond nanoseconds count as one nanosecond: they are finer than what Postgres keeps. */
    private static int nanos(String text, int from, int to) {
        if (from == to) {
            return -1;
        }
        int end = Math.min(to, from + NANO_DIGITS);
        int nanos = number(text, from, end);
        for (int i = end - from; i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        boolean beyond = text.substring(end, to).chars().anyMatch(c -> c != '0');
        return beyond ? nanos | 1 : nanos;
    }

    /** -1 if there is anything but digits, or the text ends before. */
    private static int number(String text, int from, int to) {
        if (to > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
