package dev.tailrace.activities.proposal;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The type that takes every value of an attribute, as far as was seen.
 *
 * @param type null: no one type does
 * @param unit of a time that is kept as a number; null elsewhere
 * @param remark what else was seen; empty: nothing
 */
record ColumnGuess(@Nullable String type, @Nullable String unit, String remark) {
    private static final Pattern TIME =
            Pattern.compile("(?i).*(at|on|time|timestamp|date|ttl|expir.*|created|updated|modified)");
    private static final List<String> OF_TEXT = List.of("uuid", "date", "timestamptz", "timestamp", "text");
    private static final List<String> OF_NUMBERS = List.of("bigint", "numeric");

    /** The years 2001 to 2096, in seconds. */
    private static final BigDecimal FIRST = new BigDecimal("1000000000");

    private static final BigDecimal LAST = new BigDecimal("4000000000");
    private static final BigDecimal THOUSAND = new BigDecimal(1000);
    private static final int MOST_CHOICES = 8;
    private static final int SEEN_OFTEN = 20;
    private static final int LONGEST_CHOICE = 20;

    /** @param expires whether items expire by it */
    static ColumnGuess of(String attribute, List<Value> all, boolean expires) {
        var values = all.stream().filter(v -> !(v instanceof Value.Null)).toList();
        var kinds =
                values.stream().map(ColumnGuess::kind).collect(Collectors.groupingBy(k -> k, Collectors.counting()));
        if (kinds.size() != 1) {
            var seen = kinds.entrySet().stream()
                    .map(k -> k.getKey() + " " + k.getValue())
                    .sorted()
                    .collect(Collectors.joining(", "));
            return new ColumnGuess(null, null, kinds.isEmpty() ? "only NULL" : "of several kinds: " + seen);
        }
        return switch (values.getFirst()) {
            case Value.Text any -> text(values);
            case Value.Num any -> number(attribute, values, expires);
            case Value.Bool any -> new ColumnGuess("boolean", null, "");
            case Value.Binary any -> new ColumnGuess("bytea", null, "");
            case Value.TextSet any -> first(List.of("text[]", "jsonb"), null, values);
            case Value.NumSet any -> first(List.of("numeric[]", "jsonb"), null, values);
            case Value.BinarySet any -> first(List.of("bytea[]", "jsonb"), null, values);
            default -> first(List.of("jsonb"), null, values);
        };
    }

    private static String kind(Value value) {
        return value.kind();
    }

    private static ColumnGuess text(List<Value> values) {
        var guess = first(OF_TEXT, null, values);
        if (!"text".equals(guess.type()) || values.size() < SEEN_OFTEN) {
            return guess;
        }
        var choices = new TreeSet<String>();
        for (var value : values) {
            choices.add(((Value.Text) value).value());
            if (choices.size() > MOST_CHOICES || choices.last().length() > LONGEST_CHOICE) {
                return guess;
            }
        }
        return new ColumnGuess("text", null, "one of " + String.join(", ", choices));
    }

    private static ColumnGuess number(String attribute, List<Value> values, boolean expires) {
        if (expires || TIME.matcher(attribute).matches()) {
            if (expires || within(values, BigDecimal.ONE)) {
                return first(List.of("timestamptz"), "s", values);
            }
            if (within(values, THOUSAND)) {
                return first(List.of("timestamptz"), "ms", values);
            }
        }
        return first(OF_NUMBERS, null, values);
    }

    private static boolean within(List<Value> values, BigDecimal factor) {
        return values.stream()
                .map(v -> ((Value.Num) v).value())
                .allMatch(n -> n.compareTo(FIRST.multiply(factor)) >= 0 && n.compareTo(LAST.multiply(factor)) < 0);
    }

    private static ColumnGuess first(List<String> types, @Nullable String unit, List<Value> values) {
        for (var name : types) {
            CellType type = Objects.requireNonNull(ColumnTypes.parse(name, unit), name);
            if (values.stream().allMatch(v -> type.encode(v) instanceof Cell.Of)) {
                return new ColumnGuess(name, unit, "");
            }
        }
        return new ColumnGuess(null, null, "no type takes every value");
    }
}
