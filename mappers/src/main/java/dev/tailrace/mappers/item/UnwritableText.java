package dev.tailrace.mappers.item;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what Postgres text and jsonb cannot hold: U+0000 and unpaired surrogates. */
public final class UnwritableText {
    private UnwritableText() {}

    /** Whether Postgres can hold the text. */
    public static boolean none(String text) {
        return in(text) == null;
    }

    /** What the text holds that Postgres cannot, in words: {@code holds U+0000}; null if nothing. */
    public static @Nullable String in(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "holds U+0000";
            }
            if (Character.isSurrogate(c)) {
                if (!paired(text, i)) {
                    return "holds an unpaired surrogate";
                }
                i++;
            }
        }
        return null;
    }

    /** The same for a value at any depth, with the path to it: {@code holds U+0000 at lines[3].note}; null if nothing. */
    public static @Nullable String in(Value value, String path) {
        return switch (value) {
            case Value.Text text -> at(in(text.value()), path);
            case Value.TextSet set -> {
                for (var text : set.values()) {
                    var found = in(text);
                    if (found != null) {
                        yield at(found, path);
                    }
                }
                yield null;
            }
            case Value.ListOf list -> {
                for (int i = 0; i < list.values().size(); i++) {
                    var found = in(list.values().get(i), path + "[" + i + "]");
                    if (found != null) {
                        yield found;
                    }
                }
                yield null;
            }
            case Value.MapOf map -> in(map.values(), path);
            case Value.Num n -> null;
            case Value.Binary b -> null;
            case Value.Bool b -> null;
            case Value.Null n -> null;
            case Value.NumSet s -> null;
            case Value.BinarySet s -> null;
        };
    }

    private static @Nullable String in(Map<String, Value> map, String path) {
        for (var entry : map.entrySet()) {
            var name = Shown.name(entry.getKey());
            var inName = in(entry.getKey());
            if (inName != null) {
                return inName + " in the name " + (path.isEmpty() ? name : path + "." + name);
            }
            var found = in(entry.getValue(), path.isEmpty() ? name : path + "." + name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String at(@Nullable String found, String path) {
        return found == null || path.isEmpty() ? found : found + " at " + path;
    }

    /** Whether the surrogate at {@code i} is the high half of a pair. */
    static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
