package dev.tailrace.activities.proposal;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.TimeOptions;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The type that takes every value of an attribute, as far as was seen.
 *
 * @param type null: no one type does
 * @param options what the file states besides the type: {@code unit: s}; empty: nothing
 * @param remark what else was seen; empty: nothing
 */
record ColumnGuess(@Nullable String type, String options, String remark) {
    private static final Pattern TIME =
            Pattern.compile("(?i).*(at|on|time|timestamp|date|ttl|expir.*|created|updated|modified)");
    private static final List<Candidate> OF_TEXT = List.of(
            plain("uuid"),
            plain("date"),
            plain("timestamptz"),
            plain("timestamp"),
            written("timestamptz", "blank"),
            written("timestamp", "blank"),
            written("timestamptz", "rfc1123"),
            cut("timestamptz", null),
            cut("timestamp", null),
            plain("text"));
    private static final List<Candidate> OF_NUMBERS = List.of(plain("bigint"), plain("numeric"));
    private static final Candidate OF_FLAGS =
            new Candidate("boolean", "words: known", ColumnTypes.booleanOf(List.of(), List.of(), true));
    private static final Candidate OF_TEXT_AND_NUMBERS = new Candidate(
            "text", "also: [N]", Objects.requireNonNull(ColumnTypes.also(ColumnTypes.TEXT, List.of("N"))));
    private static final Candidate OF_JSON = new Candidate(
            "jsonb", "decode: json, fallback: value", Objects.requireNonNull(ColumnTypes.jsonText("fail")));

    /** A type with what the file states besides it. */
    private record Candidate(String name, String options, CellType type) {
        boolean takes(List<Value> values) {
            return values.stream().allMatch(v -> type.encode(v) instanceof Cell.Of);
        }

        ColumnGuess guess() {
            return new ColumnGuess(name, options, "");
        }
    }

    private static Candidate plain(String name) {
        return new Candidate(name, "", Objects.requireNonNull(ColumnTypes.parse(name, null), name));
    }

    private static Candidate written(String name, String format) {
        var options = new TimeOptions(null, List.of(format), List.of(), null, false);
        return new Candidate(name, "format: " + format, options.of(plain(name).type()));
    }

    private static Candidate cut(String name, @Nullable String unit) {
        var type = Objects.requireNonNull(ColumnTypes.parse(name, unit), name);
        var options = new TimeOptions(null, List.of(), List.of(), null, true);
        return new Candidate(name, (unit == null ? "" : "unit: " + unit + ", ") + "fraction: cut", options.of(type));
    }

    private static Candidate since1970(String unit) {
        var type = Objects.requireNonNull(ColumnTypes.parse("timestamptz", unit), unit);
        return new Candidate("timestamptz", "unit: " + unit, type);
    }

    /** The years 2001 to 2096, in seconds. */
    private static final BigDecimal FIRST = new BigDecimal("1000000000");

    private static final BigDecimal LAST = new BigDecimal("4000000000");
    private static final int MOST_CHOICES = 8;
    private static final int SEEN_OFTEN = 20;
    private static final int LONGEST_CHOICE = 20;

    /** @param expires whether items expire by it */
    static ColumnGuess of(String attribute, List<Value> all, boolean expires) {
        var values = all.stream().filter(v -> !(v instanceof Value.Null)).toList();
        var kinds =
                values.stream().map(ColumnGuess::kind).collect(Collectors.groupingBy(k -> k, Collectors.counting()));
        var several = kinds.size() == 1 ? null : ofSeveral(kinds.keySet(), values);
        if (several != null) {
            return several;
        }
        if (kinds.size() != 1) {
            var seen = kinds.entrySet().stream()
                    .map(k -> k.getKey() + " " + k.getValue())
                    .sorted()
                    .collect(Collectors.joining(", "));
            return new ColumnGuess(null, "", kinds.isEmpty() ? "only NULL" : "of several kinds: " + seen);
        }
        return switch (values.getFirst()) {
            case Value.Text any -> text(values);
            case Value.Num any -> number(attribute, values, expires);
            case Value.Bool any -> plain("boolean").guess();
            case Value.Binary any -> plain("bytea").guess();
            case Value.TextSet any -> first(List.of(plain("text[]"), plain("jsonb")), values);
            case Value.NumSet any -> first(List.of(plain("numeric[]"), plain("jsonb")), values);
            case Value.BinarySet any -> first(List.of(plain("bytea[]"), plain("jsonb")), values);
            default -> first(List.of(plain("jsonb")), values);
        };
    }

    /** What libraries and hand-made items have side by side: BOOL with 1 and 0, texts with numbers. */
    private static @Nullable ColumnGuess ofSeveral(Set<String> kinds, List<Value> values) {
        if (kinds.contains("BOOL") && OF_FLAGS.takes(values)) {
            return OF_FLAGS.guess();
        }
        boolean digits = values.stream()
                .allMatch(v -> v instanceof Value.Num
                        || v instanceof Value.Text text && text.value().matches("[0-9]+"));
        return kinds.equals(Set.of("S", "N")) && digits ? OF_TEXT_AND_NUMBERS.guess() : null;
    }

    private static String kind(Value value) {
        return value.kind();
    }

    private static ColumnGuess text(List<Value> values) {
        var guess = first(OF_TEXT, values);
        if ("text".equals(guess.type()) && values.stream().allMatch(ColumnGuess::isDocument) && OF_JSON.takes(values)) {
            return OF_JSON.guess();
        }
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
        return new ColumnGuess("text", "", "one of " + String.join(", ", choices));
    }

    private static ColumnGuess number(String attribute, List<Value> values, boolean expires) {
        if (expires || TIME.matcher(attribute).matches()) {
            if (expires) {
                return first(List.of(since1970("s")), values);
            }
            for (int i = 0; i < ColumnTypes.UNITS.size(); i++) {
                if (within(values, BigDecimal.ONE.scaleByPowerOfTen(3 * i))) {
                    var unit = ColumnTypes.UNITS.get(i);
                    return first(List.of(since1970(unit), cut("timestamptz", unit)), values);
                }
            }
        }
        return first(OF_NUMBERS, values);
    }

    /** An object or a list: a text that is a number, or in quotes, is seldom meant as JSON. */
    private static boolean isDocument(Value value) {
        var text = ((Value.Text) value).value().strip();
        return text.startsWith("{") || text.startsWith("[");
    }

    private static boolean within(List<Value> values, BigDecimal factor) {
        return values.stream()
                .map(v -> ((Value.Num) v).value())
                .allMatch(n -> n.compareTo(FIRST.multiply(factor)) >= 0 && n.compareTo(LAST.multiply(factor)) < 0);
    }

    private static ColumnGuess first(List<Candidate> candidates, List<Value> values) {
        return candidates.stream()
                .filter(candidate -> candidate.takes(values))
                .findFirst()
                .map(Candidate::guess)
                .orElseGet(() -> new ColumnGuess(null, "", "no type takes every value"));
    }
}
