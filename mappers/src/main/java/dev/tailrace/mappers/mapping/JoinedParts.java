package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapping.MappingSpec.Collect;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one item that parts become, and the parts again. What the parts do not have in common stands under {@link #NAME}, in order, and so in rest: of
 * each part its place {@code n}, the {@code length} of its text in characters, or bytes, the {@code rest} of its attributes that
 * differ from the first part's, and the names of those that it is {@code without}. A surplus part has all in its {@code rest}, and no {@code length}.
 */
final class JoinedParts {
    /** Persisted, as are the names within. */
    static final String NAME = "_parts";

    private static final String PLACE = "n";
    private static final String LENGTH = "length";
    private static final String REST = "rest";
    private static final String WITHOUT = "without";

    private final Collect collect;
    private final KeySchema keys;

    JoinedParts(Collect collect, KeySchema keys) {
        this.collect = collect;
        this.keys = keys;
    }

    /**
     * The item; null where the first part has an attribute of that name.
     *
     * @param parts those that are joined, in order
     * @param all these and the surplus ones, by place
     */
    @Nullable
    Item join(List<Item> parts, SortedMap<Long, Item> all, boolean withParts) {
        var first = parts.getFirst();
        var item = new TreeMap<>(first.attributes());
        item.put(collect.join(), text(parts));
        if (withParts) {
            var list = new ArrayList<Value>();
            all.forEach((place, part) -> {
                boolean joined = place >= collect.first() && place < collect.first() + parts.size();
                list.add(joined ? inFull(place, part, first) : surplus(place, part));
            });
            if (item.put(NAME, new Value.ListOf(list)) != null) {
                return null;
            }
        }
        return new Item(item);
    }

    private Value text(List<Item> parts) {
        if (parts.getFirst().get(collect.join()) instanceof Value.Binary) {
            var bytes = new ByteArrayOutputStream();
            parts.forEach(part -> {
                if (part.get(collect.join()) instanceof Value.Binary binary) {
                    bytes.writeBytes(binary.value().toArray());
                }
            });
            return new Value.Binary(Bytes.of(bytes.toByteArray()));
        }
        var text = new StringBuilder();
        parts.forEach(part -> text.append(When.textOf(part.get(collect.join()))));
        return new Value.Text(text.toString());
    }

    private Value inFull(long place, Item part, Item first) {
        var kept = new TreeMap<String, Value>(Utf8.ORDER);
        kept.put(PLACE, number(place));
        kept.put(LENGTH, number(length(part.get(collect.join()))));
        var rest = own(part);
        rest.remove(collect.join());
        var without = new ArrayList<Value>();
        own(first).forEach((name, value) -> {
            if (!name.equals(collect.join()) && !rest.remove(name, value) && !rest.containsKey(name)) {
                without.add(new Value.Text(name));
            }
        });
        if (!rest.isEmpty()) {
            kept.put(REST, new Value.MapOf(rest));
        }
        if (!without.isEmpty()) {
            kept.put(WITHOUT, new Value.ListOf(without));
        }
        return new Value.MapOf(kept);
    }

    private Value surplus(long place, Item part) {
        var kept = new TreeMap<String, Value>(Utf8.ORDER);
        kept.put(PLACE, number(place));
        kept.put(REST, new Value.MapOf(own(part)));
        return new Value.MapOf(kept);
    }

    /** All but the key. */
    private SortedMap<String, Value> own(Item part) {
        var own = new TreeMap<>(part.attributes());
        keys.attributes().forEach(key -> own.remove(key.name()));
        return own;
    }

    private static Value number(long number) {
        return new Value.Num(BigDecimal.valueOf(number));
    }

    private static long length(@Nullable Value value) {
        return switch (value) {
            case Value.Text text -> text.value().codePointCount(0, text.value().length());
            case Value.Binary binary -> binary.value().size();
            case null, default -> 0;
        };
    }

    /**
     * The parts, in order. A text that is longer or shorter than it was keeps the borders that it has, and the last part gets the difference.
     *
     * @param item as {@link #join} made it, or as the application changed it since; the caller's
     * @param key of the part of a place
     * @throws IllegalArgumentException if the parts do not stand in it
     */
    List<Item> split(SortedMap<String, Value> item, LongFunction<Item> key) {
        if (!(item.remove(NAME) instanceof Value.ListOf list)) {
            throw noParts();
        }
        var text = item.remove(collect.join());
        keys.attributes().forEach(k -> item.remove(k.name()));
        var joined = list.values().stream()
                .map(JoinedParts::map)
                .filter(part -> part.containsKey(LENGTH))
                .toList();
        var parts = new ArrayList<Item>();
        int from = 0;
        for (var each : list.values()) {
            var kept = map(each);
            var attributes = new TreeMap<String, Value>(Utf8.ORDER);
            if (kept.containsKey(LENGTH)) {
                attributes.putAll(item);
                if (kept.get(WITHOUT) instanceof Value.ListOf without) {
                    without.values().forEach(name -> attributes.remove(When.textOf(name)));
                }
                int to = end(text, from, kept == joined.getLast() ? Long.MAX_VALUE : whole(kept.get(LENGTH)));
                attributes.put(collect.join(), cut(text, from, to));
                from = to;
            }
            if (kept.get(REST) instanceof Value.MapOf rest) {
                attributes.putAll(rest.values());
            }
            attributes.putAll(key.apply(whole(kept.get(PLACE))).attributes());
            parts.add(new Item(attributes));
        }
        return parts;
    }

    private static SortedMap<String, Value> map(Value part) {
        if (part instanceof Value.MapOf map) {
            return map.values();
        }
        throw noParts();
    }

    private static long whole(@Nullable Value number) {
        if (number instanceof Value.Num num) {
            return num.value().longValue();
        }
        throw noParts();
    }

    /** Where so many characters or bytes end; at the end, if there are not so many. */
    private static int end(@Nullable Value joined, int from, long length) {
        if (joined instanceof Value.Text text) {
            var s = text.value();
            int end = from;
            for (long i = 0; i < length && end < s.length(); i++) {
                end += Character.charCount(s.codePointAt(end));
            }
            return end;
        }
        int size = joined instanceof Value.Binary binary ? binary.value().size() : 0;
        return (int) Math.min(size, from + Math.min(length, size));
    }

    private static Value cut(@Nullable Value joined, int from, int to) {
        return switch (joined) {
            case Value.Text text -> new Value.Text(text.value().substring(from, to));
            case Value.Binary binary ->
                new Value.Binary(Bytes.of(Arrays.copyOfRange(binary.value().toArray(), from, to)));
            case null, default -> throw noParts();
        };
    }

    private static IllegalArgumentException noParts() {
        return new IllegalArgumentException("Cannot restore parts: the row does not say of which it was made.");
    }
}
