package dev.tailrace.mappers.item;

import java.util.Collection;
import java.util.Map;

/**
 * About how large an item is: the characters of its names and texts and the bytes of its binaries, and a few for all else. The same item has the
 * same size everywhere; it is not DynamoDB's to the byte. Thread-safe.
 */
public final class ItemSize {
    private static final int OTHER = 8;

    private ItemSize() {}

    /** Of an item. */
    public static long of(Item item) {
        return of(item.attributes());
    }

    private static long of(Map<String, Value> values) {
        long size = 0;
        for (var entry : values.entrySet()) {
            size += entry.getKey().length() + of(entry.getValue());
        }
        return size;
    }

    private static long of(Value value) {
        return switch (value) {
            case Value.Text text -> text.value().length();
            case Value.Binary binary -> binary.value().size();
            case Value.ListOf list ->
                OTHER + list.values().stream().mapToLong(ItemSize::of).sum();
            case Value.MapOf map -> OTHER + of(map.values());
            case Value.TextSet set -> ofTexts(set.values());
            case Value.NumSet set -> (long) OTHER * set.values().size();
            case Value.BinarySet set ->
                set.values().stream().mapToLong(Bytes::size).sum();
            case Value.Num n -> OTHER;
            case Value.Bool b -> OTHER;
            case Value.Null n -> OTHER;
        };
    }

    private static long ofTexts(Collection<String> texts) {
        return texts.stream().mapToLong(String::length).sum();
    }
}
