package dev.tailrace.mappers.plugin;

import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Items like some samples, for {@link MapperContract}: attributes are absent, NULL, of another kind, at the edges of their kind, or new; texts
 * hold what texts can hold. The same seed gives the same items. For one thread.
 */
public final class Variations {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e3",
            "null",
            "a#b#c",
            "'; drop table x; --",
            "\"",
            "\\",
            "\u0000",
            "\uD800",
            "\u202Eabc",
            "日本",
            "2026-02-30",
            "2026-01-31T10:00:00Z",
            "x".repeat(3_000));
    private static final List<String> NUMBERS =
            List.of("0", "-1", "0.1", "12345678901234567890123456789012345678", "1E-130", "9.99E125", "2147483648");

    private final List<Item> samples;
    private final KeySchema keys;
    private final SplittableRandom random;
    private final HashSet<Item> known = new HashSet<>();

    private Variations(List<Item> samples, KeySchema keys, long seed) {
        this.samples = samples;
        this.keys = keys;
        this.random = new SplittableRandom(seed);
    }

    /**
     * The samples and their variations, each with a key of its own.
     *
     * @param samples at least one; items of the source table
     * @param count how many variations; fewer come where their keys would be the same
     */
    public static List<Item> of(List<Item> samples, KeySchema keys, long seed, int count) {
        return new Variations(samples, keys, seed).items(count);
    }

    private List<Item> items(int count) {
        var items = new ArrayList<Item>();
        for (var sample : samples) {
            add(items, sample);
        }
        for (int i = 0; i < count; i++) {
            add(items, vary(samples.get(random.nextInt(samples.size()))));
        }
        return items;
    }

    private void add(List<Item> items, Item item) {
        if (known.add(keys.keyOf(item))) {
            items.add(item);
        }
    }

    private Item vary(Item sample) {
        Map<String, Value> varied = new HashMap<>(sample.attributes());
        for (var name : sample.attributes().keySet()) {
            var key = keys.attribute(name);
            if (key != null) {
                varied.put(name, key(sample.attributes().get(name)));
            } else {
                switch (random.nextInt(8)) {
                    case 0 -> varied.remove(name);
                    case 1 -> varied.put(name, new Value.Null());
                    case 2 -> varied.put(name, any());
                    case 3 -> varied.put(name, like(sample.attributes().get(name)));
                    default -> {}
                }
            }
        }
        if (random.nextInt(4) == 0) {
            varied.put(text().isEmpty() ? "more" : "more " + random.nextInt(100), any());
        }
        return Item.of(varied);
    }

    /** Keys are never empty. */
    private Value key(Value sample) {
        return switch (sample) {
            case Value.Text text ->
                new Value.Text(text.value() + (random.nextInt(3) == 0 ? text() : "") + random.nextInt(1_000_000));
            case Value.Num n -> new Value.Num(new BigDecimal(random.nextLong(1L << 40)));
            case Value.Binary b ->
                new Value.Binary(Bytes.of(new byte[] {(byte) random.nextInt(), (byte) random.nextInt(), 1}));
            default -> sample;
        };
    }

    private Value like(Value sample) {
        return switch (sample) {
            case Value.Text t -> new Value.Text(text());
            case Value.Num n -> number();
            default -> any();
        };
    }

    private Value any() {
        return switch (random.nextInt(7)) {
            case 0 -> new Value.Text(text());
            case 1 -> number();
            case 2 -> new Value.Bool(random.nextBoolean());
            case 3 -> new Value.ListOf(List.of(new Value.Text(text()), number()));
            case 4 -> new Value.MapOf(Value.inOrder(Map.of("a", number(), "$b", new Value.Text(text()))));
            case 5 -> new Value.Binary(Bytes.of(new byte[random.nextInt(3)]));
            default -> new Value.Null();
        };
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private Value number() {
        return new Value.Num(new BigDecimal(NUMBERS.get(random.nextInt(NUMBERS.size()))));
    }
}
