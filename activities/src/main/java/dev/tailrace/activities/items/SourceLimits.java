package dev.tailrace.activities.items;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What DynamoDB refuses of items that can be written down (source: AWS documentation, quotas and naming rules). Pure. */
public final class SourceLimits {
    private static final int PARTITION_KEY = 2_048;
    private static final int SORT_KEY = 1_024;
    private static final int DIGITS = 38;
    private static final int LEVELS = 32;

    private SourceLimits() {}

    /**
     * Why no table with such a key can have the item, a sentence that names the attribute; null if one can, as far as is looked at. Whether
     * the key is there at all is not.
     */
    public static @Nullable String broken(Item item, KeySchema keys) {
        for (var key : keys.attributes()) {
            var broken = key(item, key, key.equals(keys.partition()) ? PARTITION_KEY : SORT_KEY);
            if (broken != null) {
                return broken;
            }
        }
        return map(item.attributes(), "", 0);
    }

    private static @Nullable String key(Item item, KeyAttribute key, int most) {
        int bytes = switch (item.get(key.name())) {
            case Value.Text text -> text.value().getBytes(StandardCharsets.UTF_8).length;
            case Value.Binary binary -> binary.value().size();
            case null, default -> 1;
        };
        if (bytes == 0) {
            return "The key attribute " + Shown.name(key.name()) + " is empty.";
        }
        return bytes > most
                ? "The key attribute %s has %,d bytes, more than %,d.".formatted(Shown.name(key.name()), bytes, most)
                : null;
    }

    private static @Nullable String map(Map<String, Value> values, String path, int level) {
        for (var entry : values.entrySet()) {
            var at = path.isEmpty() ? Shown.name(entry.getKey()) : path + "." + Shown.name(entry.getKey());
            var broken = path.isEmpty() && entry.getKey().isEmpty()
                    ? "An attribute has an empty name."
                    : value(entry.getValue(), at, level);
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }

    private static @Nullable String value(Value value, String at, int level) {
        if (level > LEVELS) {
            return "The attribute " + at + " is nested more than " + LEVELS + " levels deep.";
        }
        return switch (value) {
            case Value.Num number -> digits(number.value(), at);
            case Value.TextSet set -> set.values().isEmpty() ? empty(at) : null;
            case Value.BinarySet set -> set.values().isEmpty() ? empty(at) : null;
            case Value.NumSet set -> {
                var broken = set.values().isEmpty() ? empty(at) : null;
                for (var number : set.values()) {
                    broken = broken == null ? digits(number, at) : broken;
                }
                yield broken;
            }
            case Value.MapOf map -> map(map.values(), at, level + 1);
            case Value.ListOf list -> {
                String broken = null;
                for (int i = 0; i < list.values().size() && broken == null; i++) {
                    broken = value(list.values().get(i), at + "[" + i + "]", level + 1);
                }
                yield broken;
            }
            case Value.Text text -> null;
            case Value.Binary binary -> null;
            case Value.Bool bool -> null;
            case Value.Null none -> null;
        };
    }

    private static String empty(String at) {
        return "The set " + at + " is empty.";
    }

    private static @Nullable String digits(BigDecimal number, String at) {
        return number.precision() > DIGITS
                ? "The number " + at + " has " + number.precision() + " digits, more than " + DIGITS + "."
                : null;
    }
}
