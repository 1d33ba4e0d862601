package dev.tailrace.mappers.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;

/** Values of every kind, many of them hostile; the same ones for the same seed. */
public final class RandomValues {
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "'; DROP TABLE orders; --",
            "\"",
            "\\",
            "\\x00",
            "\\N",
            "?",
            "$1",
            "{}",
            "{{",
            "}",
            "NULL",
            "null",
            "$b",
            "$m",
            "now",
            "infinity",
            "-0",
            "007",
            "1.0",
            "1e5",
            "+1",
            "t",
            "yes",
            "\0",
            "a\0b",
            "\ud800",
            "\udc00\ud800",
            "x\udfff",
            "\u202eabc",
            "אבג",
            "\ud83d\ude00",
            "\uffff",
            "\u0085",
            "\u007f",
            "\t\n\r\u000b\f",
            "é",
            "e\u0301",
            "#",
            "##",
            "a#b#c",
            "2026-02-29",
            "2024-02-29",
            "0000-01-01",
            "2026-01-31T10:00:00",
            "2026-01-31T10:00:00.500000",
            "2026-01-31T10:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T10:00:00.1234567Z",
            "0001-01-01T00:00:00+18:00",
            "9999-12-31T23:59:59-18:00",
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-12D3-A456-426614174000",
            "x".repeat(65_536));

    private final Random random;

    public RandomValues(long seed) {
        this.random = new Random(seed);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Text that may be hostile, long, empty, not writable. */
    public String text() {
        return switch (below(4)) {
            case 0 -> oneOf(HOSTILE.subList(0, below(50) == 0 ? HOSTILE.size() : HOSTILE.size() - 1));
            case 1 ->
                oneOf(HOSTILE.subList(0, HOSTILE.size() - 1)) + word() + oneOf(HOSTILE.subList(0, HOSTILE.size() - 1));
            default -> word();
        };
    }

    /** Text that Postgres can hold, not empty. */
    public String writableText() {
        var text = text();
        return text.isEmpty() || !UnwritableText.none(text) ? word() + "'\"\\?{},$ #\ud83d\ude00" : text;
    }

    public String word() {
        return Integer.toString(below(1 << 20), 36);
    }

    /** Any number of the source: 38 digits, 1E-130 to 9.99E125. */
    public BigDecimal number() {
        return switch (below(5)) {
            case 0 -> BigDecimal.valueOf(below(2_000) - 1_000);
            case 1 -> BigDecimal.valueOf(random.nextLong(), below(20));
            case 2 ->
                oneOf(List.of(
                        new BigDecimal("1E-130"),
                        new BigDecimal("9.9999999999999999999999999999999999999E+125"),
                        new BigDecimal("-9.9999999999999999999999999999999999999E+125"),
                        BigDecimal.ZERO,
                        BigDecimal.valueOf(Long.MAX_VALUE),
                        BigDecimal.valueOf(Long.MIN_VALUE),
                        BigDecimal.valueOf(Integer.MIN_VALUE),
                        new BigDecimal("1E+2")));
            default -> new BigDecimal(new BigInteger(below(126) + 1, random), below(100) - 40);
        };
    }

    public Bytes bytes() {
        var bytes = new byte[below(12)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    /** A time as applications write it: with and without fraction, offset, seconds. */
    public String time() {
        var instant = Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L));
        var fine = instant.plusNanos(below(1_000) * (below(2) == 0 ? 1_000_000L : 1_000L));
        var time = LocalDateTime.ofInstant(below(2) == 0 ? instant : fine, ZoneOffset.UTC);
        return time + oneOf(List.of("", "", "Z", "Z", "+02:00", "-0930"));
    }

    public Value value(int depth) {
        return switch (below(depth > 0 ? 12 : 10)) {
            case 0, 1 -> new Value.Text(text());
            case 2 -> new Value.Text(below(2) == 0 ? time() : time().substring(0, 10));
            case 3, 4 -> new Value.Num(number());
            case 5 -> new Value.Binary(bytes());
            case 6 -> new Value.Bool(below(2) == 0);
            case 7 -> new Value.Null();
            case 8 -> Value.TextSet.of(several(this::text));
            case 9 -> below(2) == 0 ? Value.NumSet.of(several(this::number)) : Value.BinarySet.of(several(this::bytes));
            case 10 -> new Value.ListOf(several(() -> value(depth - 1)));
            default -> new Value.MapOf(Value.inOrder(attributes(depth - 1)));
        };
    }

    public Map<String, Value> attributes(int depth) {
        var attributes = new HashMap<String, Value>();
        several(this::text).forEach(name -> attributes.put(name, value(depth)));
        return attributes;
    }

    private <T> List<T> several(Supplier<T> one) {
        var several = new ArrayList<T>();
        for (int i = below(5); i > 0; i--) {
            several.add(one.get());
        }
        return several;
    }

    /** An equal item whose numbers, sets and maps came written in another way. */
    public Item writtenOtherwise(Item item) {
        var attributes = new LinkedHashMap<String, Value>();
        for (var name : item.attributes().reversed().keySet()) {
            attributes.put(name, writtenOtherwise(Objects.requireNonNull(item.get(name))));
        }
        return Item.of(attributes);
    }

    private Value writtenOtherwise(Value value) {
        return switch (value) {
            case Value.Num number -> new Value.Num(withZeros(number.value()));
            case Value.NumSet set ->
                Value.NumSet.of(
                        set.values().reversed().stream().map(this::withZeros).toList());
            case Value.TextSet set -> Value.TextSet.of(List.copyOf(set.values().reversed()));
            case Value.BinarySet set ->
                Value.BinarySet.of(List.copyOf(set.values().reversed()));
            case Value.ListOf list ->
                new Value.ListOf(
                        list.values().stream().map(this::writtenOtherwise).toList());
            case Value.MapOf map -> {
                var entries = new LinkedHashMap<String, Value>();
                map.values().reversed().forEach((name, entry) -> entries.put(name, writtenOtherwise(entry)));
                yield new Value.MapOf(Value.inOrder(entries));
            }
            case Value.Text same -> same;
            case Value.Binary same -> same;
            case Value.Bool same -> same;
            case Value.Null same -> same;
        };
    }

    private BigDecimal withZeros(BigDecimal number) {
        return number.setScale(number.scale() + below(3));
    }
}
