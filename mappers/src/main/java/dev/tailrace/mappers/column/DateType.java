package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code date}, from text {@code yyyy-mm-dd}: a day that there is, in the years 0001 to 9999.
 *
 * @param formats in which texts are taken, ISO and COMPACT; what comes back is in the first
 */
record DateType(List<TimeFormat> formats) implements KeyType {
    private static final int LENGTH = 10;

    DateType {
        formats = List.copyOf(formats);
    }

    @Override
    public String ddl() {
        return "date";
    }

    @Override
    public KeySchema.KeyType source() {
        return KeySchema.KeyType.S;
    }

    @Override
    public Cell encode(Value value) {
        boolean compact = formats.contains(TimeFormat.COMPACT);
        if (compact && value instanceof Value.Num number) {
            var day = number.value().precision() > LENGTH ? null : TimeFormat.day(NumberText.of(number.value()));
            return day == null ? Cell.Refused.unfit("is a number, but not a day as yyyymmdd") : new Cell.Of(day, false);
        }
        if (!(value instanceof Value.Text text)) {
            return Cell.Refused.unfit("is " + value.kind() + ", not S");
        }
        var date = text.value();
        if (formats.contains(TimeFormat.ISO) && date.length() == LENGTH && IsoTime.startsWithDate(date)) {
            return new Cell.Of(date, formats.getFirst() == TimeFormat.ISO);
        }
        var day = TimeFormat.day(date);
        if (day == null || !compact) {
            var wanted = compact ? "a date of the formats stated" : "a date as yyyy-mm-dd";
            return Cell.Refused.unfit(
                    "is " + Shown.text(date) + ", not " + wanted + (day == null ? "" : ": state format: compact"));
        }
        return new Cell.Of(day, formats.getFirst() == TimeFormat.COMPACT);
    }

    @Override
    public @Nullable String inexact() {
        return formats.size() == 1 && formats.getFirst() == TimeFormat.ISO
                ? null
                : "a number, or a date of another format than "
                        + formats.getFirst().word();
    }

    @Override
    public Value decode(String cell) {
        if (formats.getFirst() == TimeFormat.ISO) {
            return new Value.Text(cell);
        }
        if (cell.length() != LENGTH || !IsoTime.startsWithDate(cell)) {
            throw new IllegalArgumentException("Cannot decode " + Shown.text(cell) + ": it is not a date.");
        }
        return new Value.Text(cell.replace("-", ""));
    }
}
