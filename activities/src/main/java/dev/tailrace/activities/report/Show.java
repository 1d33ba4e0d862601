package dev.tailrace.activities.report;

import dev.tailrace.workflows.table.VerdictOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers, times and words as a report's page has them, the same wherever it is made. */
public final class Show {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHORT = 12;
    private static final int NAME = 16;

    private Show() {}

    /** With commas. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count with its noun: {@code 1 row}, {@code 2 rows}. */
    public static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** To the second; a dash for none. */
    public static String time(@Nullable Instant time) {
        return time == null ? "–" : SECONDS.format(time);
    }

    /** As {@link #time}, of a text that is one. */
    public static String time(String time) {
        return time(Instant.parse(time));
    }

    /** To the minute. */
    public static String minute(Instant time) {
        return MINUTES.format(time);
    }

    /** How long, roughly: {@code 2 h 06 min}. */
    public static String took(Instant from, Instant to) {
        long seconds = Math.max(0, Duration.between(from, to).toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }

    /** The first digits of a digest. */
    public static String brief(String digest) {
        return digest.length() <= SHORT ? digest : digest.substring(0, SHORT) + "…";
    }

    /** Cut to what fits next to a picture. */
    public static String shortened(String name) {
        return name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…";
    }

    /** @param share such as {@code 0.95} */
    public static String percent(String share) {
        return new BigDecimal(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /** In lower case, as one types it, with blanks. */
    public static String word(Enum<?> constant) {
        return word(constant.name());
    }

    /** The same of a name of a constant. */
    public static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A class of the style sheet. */
    public static String style(VerdictOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
