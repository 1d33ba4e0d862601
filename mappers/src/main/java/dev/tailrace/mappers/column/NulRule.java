package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What becomes of U+0000, which no Postgres text and no jsonb can hold. Names are persisted, in lower case in the file. */
public enum NulRule {
    /** The item goes to quarantine. */
    FAIL,
    /** It is left out; the text does not say where it was. */
    STRIP,
    /** A backslash followed by 0; a backslash is doubled, so that the text can be restored. */
    ESCAPE,
    /** The text is kept as its UTF-8 bytes, for text columns only. */
    BYTEA;

    /** The rule of a name; null if there is none. */
    static @Nullable NulRule parse(String name) {
        return switch (name) {
            case "fail" -> FAIL;
            case "strip" -> STRIP;
            case "escape" -> ESCAPE;
            case "bytea" -> BYTEA;
            default -> null;
        };
    }

    /** The text as this rule writes it. */
    String write(String text) {
        return switch (this) {
            case FAIL, BYTEA -> text;
            case STRIP -> text.replace("\0", "");
            case ESCAPE -> text.replace("\\", "\\\\").replace("\0", "\\0");
        };
    }

    /**
     * The text that {@link #ESCAPE} wrote so.
     *
     * @throws IllegalArgumentException if it writes none so
     */
    static String unescape(String written) {
        var text = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            i++;
            switch (i < written.length() ? written.charAt(i) : ' ') {
                case '\\' -> text.append('\\');
                case '0' -> text.append('\0');
                default -> throw new IllegalArgumentException("Cannot read an escaped text: a lone backslash.");
            }
        }
        return text.toString();
    }

    /** The value with every text and name in it as this rule writes them; null where two names would become one. */
    @Nullable
    Value write(Value value) {
        return rewritten(value, this::write);
    }

    /**
     * The value that {@link #ESCAPE} wrote so.
     *
     * @throws IllegalArgumentException if it writes none so
     */
    static Value unescape(Value written) {
        var value = rewritten(written, NulRule::unescape);
        if (value == null) {
            throw new IllegalArgumentException("Cannot read an escaped value: two of its names are one.");
        }
        return value;
    }

    private static @Nullable Value rewritten(Value value, UnaryOperator<String> rule) {
        return switch (value) {
            case Value.Text text -> new Value.Text(rule.apply(text.value()));
            case Value.TextSet set -> {
                var texts = new ArrayList<String>();
                set.values().forEach(text -> texts.add(rule.apply(text)));
                var written = Value.TextSet.of(texts);
                yield written.values().size() == set.values().size() ? written : null;
            }
            case Value.ListOf list -> {
                var written = new ArrayList<Value>();
                for (var element : list.values()) {
                    var one = rewritten(element, rule);
                    if (one == null) {
                        yield null;
                    }
                    written.add(one);
                }
                yield new Value.ListOf(written);
            }
            case Value.MapOf map -> rewritten(map.values(), rule);
            case Value.Num n -> n;
            case Value.Binary b -> b;
            case Value.Bool b -> b;
            case Value.Null n -> n;
            case Value.NumSet s -> s;
            case Value.BinarySet s -> s;
        };
    }

    private static @Nullable Value rewritten(SortedMap<String, Value> map, UnaryOperator<String> rule) {
        var written = new TreeMap<String, Value>(Utf8.ORDER);
        for (var entry : map.entrySet()) {
            var value = rewritten(entry.getValue(), rule);
            if (value == null || written.put(rule.apply(entry.getKey()), value) != null) {
                return null;
            }
        }
        return new Value.MapOf(written);
    }
}
