package dev.tailrace.mappers.item;

import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Values as typed JSON, for jsonb: JSON's own form where it says the kind, and for the others <code>{"$b": "base64"}</code>,
 * <code>{"$ss": […]}</code>, <code>{"$ns": […]}</code>, <code>{"$bs": […]}</code>; a map that has a key beginning with {@code $} is
 * written <code>{"$m": {…}}</code>. So SQL reads it as people expect, and reading it back is exact.
 *
 * <p>The text is canonical: equal values have equal text. No white space, keys in {@link Utf8#ORDER}, numbers as {@link NumberText}.
 * Postgres prints jsonb otherwise; {@link #canonical} takes that back. Thread-safe.
 */
public final class TypedJson {
    private static final Predicate<String> NONE = name -> false;

    private TypedJson() {}

    /** The outcome of writing. */
    public sealed interface Written {
        /** Canonical typed JSON. */
        record Json(String text) implements Written {}

        /**
         * Postgres cannot hold the value.
         *
         * @param why what it holds and where, in words: {@code holds U+0000 at lines[3].note}
         */
        record Refused(String why) implements Written {}
    }

    /** Writes a value. */
    public static Written write(Value value) {
        var out = new StringBuilder();
        return value(out, value) ? new Written.Json(out.toString()) : refused(value);
    }

    /** Writes the attributes of an item, but those that {@code left} names, as one object. */
    public static Written write(Item item, Predicate<String> left) {
        var out = new StringBuilder(1_024);
        if (map(out, item.attributes(), left)) {
            return new Written.Json(out.toString());
        }
        var written = new TreeMap<>(item.attributes());
        written.keySet().removeIf(left);
        return refused(new Value.MapOf(written));
    }

    /**
     * The value that a typed JSON text is, canonical or as Postgres prints it.
     *
     * @throws IllegalArgumentException if it is not typed JSON
     */
    public static Value read(String json) {
        return TypedJsonReader.read(json);
    }

    /** The canonical text of jsonb that Postgres printed, whatever JSON it is. */
    public static String canonical(String printed) {
        return CanonicalJson.of(printed);
    }

    private static Written refused(Value value) {
        return new Written.Refused(Objects.requireNonNull(UnwritableText.in(value, ""), "what could not be written"));
    }

    private static boolean value(StringBuilder out, Value value) {
        return switch (value) {
            case Value.Text text -> JsonText.quote(out, text.value());
            case Value.Num number -> plain(out, NumberText.of(number.value()));
            case Value.Bool bool -> plain(out, bool.value() ? "true" : "false");
            case Value.Null n -> plain(out, "null");
            case Value.MapOf map -> map(out, map.values(), NONE);
            case Value.ListOf list -> list(out, list.values(), TypedJson::value);
            case Value.Binary binary -> plain(out, "{\"$b\":") & base64(out, binary.value()) & plain(out, "}");
            case Value.TextSet set -> set(out, "$ss", set.values(), JsonText::quote);
            case Value.NumSet set -> set(out, "$ns", set.values(), (o, n) -> plain(o, NumberText.of(n)));
            case Value.BinarySet set -> set(out, "$bs", set.values(), TypedJson::base64);
        };
    }

    private interface Element<T> {
        boolean write(StringBuilder out, T value);
    }

    private static <T> boolean set(StringBuilder out, String kind, Iterable<T> values, Element<T> element) {
        out.append("{\"").append(kind).append("\":");
        return list(out, values, element) & plain(out, "}");
    }

    private static <T> boolean list(StringBuilder out, Iterable<T> values, Element<T> element) {
        boolean fine = true;
        char before = '[';
        for (var value : values) {
            fine &= element.write(out.append(before), value);
            before = ',';
        }
        return fine & plain(out, before == '[' ? "[]" : "]");
    }

    private static boolean map(StringBuilder out, Map<String, Value> values, Predicate<String> left) {
        boolean fine = true;
        boolean wrapped = false;
        int start = out.length();
        char before = '{';
        for (var entry : values.entrySet()) {
            var name = entry.getKey();
            if (!left.test(name)) {
                wrapped |= name.startsWith("$");
                fine &= JsonText.quote(out.append(before), name);
                fine &= value(out.append(':'), entry.getValue());
                before = ',';
            }
        }
        out.append(before == '{' ? "{}" : "}");
        if (wrapped) {
            out.insert(start, "{\"$m\":").append('}');
        }
        return fine;
    }

    private static boolean base64(StringBuilder out, Bytes bytes) {
        return plain(out.append('"'), Base64.getEncoder().encodeToString(bytes.toArray())) & plain(out, "\"");
    }

    private static boolean plain(StringBuilder out, String text) {
        out.append(text);
        return true;
    }
}
