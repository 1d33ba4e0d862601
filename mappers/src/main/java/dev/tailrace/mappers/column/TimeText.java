package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.Shown;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which texts say a time, and which of the texts of one time comes back: that in the first format, with as few of the stated numbers of digits
 * as hold its fraction, and with the offset. So a time has one text that comes back, whatever others it has.
 *
 * @param formats in which texts are taken
 * @param digits of fraction, ascending, the last is 6
 * @param offset as it is written; empty: none
 * @param cut whether what is finer than microseconds is cut off, by the file's consent; else it does not fit
 * @param stated whether the file states digits or offset
 */
record TimeText(List<TimeFormat> formats, List<Integer> digits, String offset, boolean cut, boolean stated) {
    static final int FINEST = 6;
    private static final List<TimeFormat> ISO = List.of(TimeFormat.ISO);
    private static final List<Integer> AS_FEW_AS_DO = List.of(0, 3, FINEST);
    /** What Python's {@code isoformat()} writes. */
    static final TimeText LOCAL = new TimeText(ISO, List.of(0, FINEST), "", false, false);
    /** What Java's {@code Instant} writes. */
    static final TimeText UTC = new TimeText(ISO, AS_FEW_AS_DO, "Z", false, false);

    TimeText {
        formats = List.copyOf(formats);
        digits = List.copyOf(digits);
    }

    /** Of a key: no rest keeps what does not come back, so three digits do. */
    TimeText inKey() {
        return stated ? this : new TimeText(formats, AS_FEW_AS_DO, offset, cut, false);
    }

    /** The time that a text says; null if it is none. */
    @Nullable
    IsoTime read(String text) {
        for (var format : formats) {
            var time = format.read(text);
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    /** Whether microseconds hold it, or may. */
    boolean fits(int nanos) {
        return cut || PostgresTime.isWholeMicros(nanos);
    }

    /** The text of a time that comes back; null if the format has none. */
    @Nullable
    String write(Instant instant) {
        return write(LocalDateTime.ofEpochSecond(
                instant.getEpochSecond() + seconds(offset), instant.getNano(), ZoneOffset.UTC));
    }

    /** The same of a time that is local already. */
    @Nullable
    String write(LocalDateTime local) {
        int micros = local.getNano() / 1_000;
        var fraction = "";
        for (int i = digits.size() - 1; i >= 0; i--) {
            int unit = powerOfTen(FINEST - digits.get(i));
            if (micros % unit == 0) {
                fraction = digits.get(i) == 0 ? "" : "." + padded(micros / unit, digits.get(i));
            }
        }
        return formats.getFirst().write(local.minusNanos(local.getNano() % 1_000), fraction, offset);
    }

    /**
     * Why a text is no time here, as the rest of a sentence.
     *
     * @param wanted what would be one, in words
     */
    String objection(String text, String wanted) {
        var fits = formats.equals(ISO)
                ? wanted
                : "a time of the formats "
                        + formats.stream().map(TimeFormat::word).collect(Collectors.joining(", "));
        var other = Arrays.stream(TimeFormat.values())
                .filter(format -> !formats.contains(format) && format.read(text) != null)
                .map(TimeFormat::word)
                .findFirst();
        return "is " + Shown.text(text) + ", not " + fits
                + other.map(format -> ": state format: " + format).orElse("");
    }

    /** The seconds to the east that an offset says; 0 where it says none. */
    static int seconds(String offset) {
        return offset.isEmpty() || offset.equals("Z")
                ? 0
                : ZoneOffset.of(offset).getTotalSeconds();
    }

    private static String padded(int number, int digits) {
        var text = Integer.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    private static int powerOfTen(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
