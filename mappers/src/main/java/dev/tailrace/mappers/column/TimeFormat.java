package dev.tailrace.mappers.column;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a text says a time. Names are persisted, in lower case in the file. */
enum TimeFormat {
    /** {@code 2026-01-31T10:00:00.123}, and perhaps an offset. */
    ISO,
    /** The same with a blank in place of the T. */
    BLANK,
    /** {@code Sat, 31 Jan 2026 10:00:00 GMT}. */
    RFC1123,
    /** {@code 20260131100000}; of a date {@code 20260131}. */
    COMPACT,
    /** {@code 2026-01-31}: the beginning of that day. */
    DATE;

    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final int DAY = "yyyymmdd".length();
    private static final int SECOND = "yyyymmddhhmmss".length();

    /** The format of a name; null if there is none. */
    static @Nullable TimeFormat parse(String name) {
        for (var format : values()) {
            if (format.word().equals(name)) {
                return format;
            }
        }
        return null;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a text in it says the offset, or may. */
    boolean mayHaveAnOffset() {
        return this == ISO || this == BLANK || this == RFC1123;
    }

    /** The time that a text says; null if it is none in this format. */
    @Nullable
    IsoTime read(String text) {
        return switch (this) {
            case ISO -> IsoTime.parse(text, 'T');
            case BLANK -> IsoTime.parse(text, ' ');
            case RFC1123 -> http(text);
            case COMPACT -> {
                var iso = text.length() == SECOND ? spread(text) : null;
                yield iso == null ? null : IsoTime.parse(iso, 'T');
            }
            case DATE -> text.length() == "yyyy-mm-dd".length() ? IsoTime.parse(text + "T00:00", 'T') : null;
        };
    }

    /** The day {@code yyyymmdd} as {@code yyyy-mm-dd}; null if it is none. */
    static @Nullable String day(String compact) {
        var date = compact.length() == DAY && digits(compact) ? dashed(compact) : null;
        return date != null && IsoTime.startsWithDate(date) ? date : null;
    }

    /**
     * The text of a time; null if there is none in this format.
     *
     * @param fraction with its point; empty: none
     * @param offset behind it, in formats that may have one
     */
    @Nullable
    String write(LocalDateTime time, String fraction, String offset) {
        if (time.getYear() < 1 || time.getYear() > 9999) {
            return null;
        }
        return switch (this) {
            case ISO -> PostgresTime.seconds(time, 'T') + fraction + offset;
            case BLANK -> PostgresTime.seconds(time, ' ') + fraction + offset;
            case RFC1123 -> isWholeSecond(time) ? HTTP.format(time) : null;
            case COMPACT ->
                isWholeSecond(time) ? PostgresTime.seconds(time, 'T').replaceAll("[-T:]", "") : null;
            case DATE ->
                isWholeSecond(time) && time.toLocalTime().toSecondOfDay() == 0
                        ? time.toLocalDate().toString()
                        : null;
        };
    }

    private static boolean isWholeSecond(LocalDateTime time) {
        return time.getNano() == 0;
    }

    private static @Nullable IsoTime http(String text) {
        try {
            var time = text.endsWith(" GMT") ? LocalDateTime.parse(text, HTTP) : null;
            return time == null
                            || time.getYear() < 1
                            || time.getYear() > 9999
                            || !HTTP.format(time).equals(text)
                    ? null
                    : new IsoTime(time, 0, 0);
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static @Nullable String spread(String text) {
        return digits(text)
                ? dashed(text.substring(0, DAY)) + "T" + text.substring(8, 10) + ":" + text.substring(10, 12) + ":"
                        + text.substring(12)
                : null;
    }

    private static String dashed(String day) {
        return day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6);
    }

    private static boolean digits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
