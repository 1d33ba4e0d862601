package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Copied;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sums up the values of an attribute. Not thread-safe. */
final class ColumnSum {
    private final Copied column;
    private long values;
    private long absent;
    private BigDecimal sum = BigDecimal.ZERO;
    private @Nullable BigDecimal min;
    private @Nullable BigDecimal max;

    ColumnSum(Copied column) {
        this.column = column;
    }

    /** Adds the attribute of an item that has a row in the column's table. */
    void add(Item item) {
        var value = item.get(column.attribute());
        if (value == null || value instanceof Value.Null && column.kind() != Copied.Kind.JSON) {
            absent++;
            return;
        }
        values++;
        var number = number(value);
        if (number != null) {
            add(number, number, number);
        }
    }

    private @Nullable BigDecimal number(Value value) {
        return switch (column.kind()) {
            case NUMBER ->
                value instanceof Value.Num number
                        ? number.value()
                        : value instanceof Value.Text text ? NumberText.parse(text.value()) : null;
            case TEXT ->
                value instanceof Value.Text text
                        ? BigDecimal.valueOf(text.value().getBytes(StandardCharsets.UTF_8).length)
                        : null;
            case BYTES ->
                value instanceof Value.Binary binary
                        ? BigDecimal.valueOf(binary.value().hex().length() / 2)
                        : null;
            case BOOLEAN -> value instanceof Value.Bool bool ? bool.value() ? BigDecimal.ONE : BigDecimal.ZERO : null;
            case JSON, OTHER -> null;
        };
    }

    /** Adds what another has. */
    void add(ColumnSum other) {
        values += other.values;
        absent += other.absent;
        if (other.min != null) {
            add(other.sum, other.min, Objects.requireNonNull(other.max));
        }
    }

    private void add(BigDecimal more, BigDecimal least, BigDecimal most) {
        sum = sum.add(more);
        min = min == null ? least : min.min(least);
        max = max == null ? most : max.max(most);
    }

    ColumnTotal total() {
        return switch (column.kind()) {
            case JSON, OTHER -> new ColumnTotal(column, values, absent, null, null, null);
            case BOOLEAN -> new ColumnTotal(column, values, absent, NumberText.of(sum), null, null);
            case NUMBER, TEXT, BYTES ->
                new ColumnTotal(column, values, absent, NumberText.of(sum), text(min), text(max));
        };
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : NumberText.of(number);
    }
}
