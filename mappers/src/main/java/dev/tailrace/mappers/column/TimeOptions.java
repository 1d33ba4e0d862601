package dev.tailrace.mappers.column;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a file states of the texts of times.
 *
 * @param zone of texts without an offset; null: they do not fit {@code timestamptz}
 * @param formats in which texts are taken, {@code iso}, {@code blank}, {@code rfc1123}, {@code compact} and {@code date}, first that which
 *     comes back; empty: {@code iso}
 * @param digits how many digits of fraction come back; empty: not stated
 * @param offset that comes back; null: not stated
 * @param cut whether what is finer than microseconds is cut off
 */
public record TimeOptions(
        @Nullable ZoneId zone,
        List<String> formats,
        List<Integer> digits,
        @Nullable String offset,
        boolean cut) {
    private static final String OFFSET = "Z|[-+](0[0-9]|1[0-7]):?[0-5][0-9]|[-+]18:?00";

    public TimeOptions {
        formats = List.copyOf(formats);
        digits = List.copyOf(digits);
    }

    /** Nothing is stated. */
    public static final TimeOptions NONE = new TimeOptions(null, List.of(), List.of(), null, false);

    /** Digits and offset as a template's field has them behind its type: {@code 3}, {@code 0,6} or {@code 6+00:00}; null if it is none. */
    public static @Nullable TimeOptions ofField(String text) {
        int end = 0;
        while (end < text.length() && (text.charAt(end) == ',' || Character.isDigit(text.charAt(end)))) {
            end++;
        }
        var digits = new ArrayList<Integer>();
        for (var number : text.substring(0, end).split(",", -1)) {
            if (!number.matches("[0-6]")) {
                return null;
            }
            digits.add(Integer.valueOf(number));
        }
        var offset = text.substring(end);
        return offset.isEmpty() || offset.matches(OFFSET)
                ? new TimeOptions(null, List.of(), digits, offset.isEmpty() ? null : offset, false)
                : null;
    }

    /** Why a type cannot have them, as the rest of a sentence that begins with them; null if it can. */
    public @Nullable String objection(CellType type) {
        var known =
                formats.stream().map(TimeFormat::parse).filter(Objects::nonNull).toList();
        if (known.size() < formats.size() || new TreeSet<>(formats).size() < formats.size()) {
            return "have an unknown format, or one format twice";
        }
        if (digits.stream().anyMatch(n -> n < 0 || n > TimeText.FINEST)) {
            return "have digits below 0 or above 6";
        }
        if (offset != null && !offset.matches(OFFSET)) {
            return "have an unknown offset";
        }
        return switch (type) {
            case DateType d ->
                zone != null
                                || !digits.isEmpty()
                                || offset != null
                                || cut
                                || !List.of(TimeFormat.ISO, TimeFormat.COMPACT).containsAll(known)
                        ? "are for times of the day; a date has the formats iso and compact"
                        : null;
            case TimestampType t ->
                zone != null || offset != null || known.contains(TimeFormat.RFC1123)
                        ? "have an offset or a zone, which timestamp has not"
                        : null;
            case TimestamptzType t -> withOffset(known, zone == null ? t.zone() : zone);
            default -> "are stated for " + type.ddl() + ", which is not a time";
        };
    }

    private @Nullable String withOffset(List<TimeFormat> known, @Nullable ZoneId zone) {
        if (zone == null && known.stream().anyMatch(format -> !format.mayHaveAnOffset())) {
            return "are of a format without an offset, and no zone is stated";
        }
        boolean fixed = !known.isEmpty() && known.getFirst() != TimeFormat.ISO && known.getFirst() != TimeFormat.BLANK;
        return offset != null && (zone != null || fixed)
                ? "have an offset, and a zone or a format that decides it"
                : null;
    }

    /** The type with them; it can have them. */
    public CellType of(CellType type) {
        if (equals(NONE)) {
            return type;
        }
        return switch (type) {
            case DateType d -> new DateType(formats(List.of(TimeFormat.ISO)));
            case TimestampType t -> new TimestampType(text(t.text()));
            case TimestamptzType t ->
                zone == null
                        ? new TimestamptzType(t.unit(), t.zone(), text(t.text()))
                        : new TimestamptzType(t.unit(), zone, text(TimeText.LOCAL));
            default -> throw new IllegalArgumentException("Cannot have options of times: " + type.ddl() + ".");
        };
    }

    private TimeText text(TimeText unstated) {
        var sorted = new TreeSet<>(digits);
        sorted.add(TimeText.FINEST);
        return new TimeText(
                formats(unstated.formats()),
                digits.isEmpty() ? unstated.digits() : List.copyOf(sorted),
                offset == null ? unstated.offset() : offset,
                cut,
                !digits.isEmpty() || offset != null);
    }

    private List<TimeFormat> formats(List<TimeFormat> unstated) {
        return formats.isEmpty()
                ? unstated
                : formats.stream()
                        .map(name -> Objects.requireNonNull(TimeFormat.parse(name), name))
                        .toList();
    }
}
