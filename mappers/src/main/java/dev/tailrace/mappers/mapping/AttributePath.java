package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The way to an attribute, or to an entry of maps within one: {@code address.city}. A dot that belongs to a name is written {@code \.}, and a
 * backslash {@code \\}. Places in lists cannot be named.
 *
 * @param names at least one; of one: the attribute itself
 */
record AttributePath(List<String> names) {
    AttributePath {
        names = List.copyOf(names);
    }

    static AttributePath of(String attribute) {
        return new AttributePath(List.of(attribute));
    }

    /** Null if the text is none: a name is empty, or a backslash stands before something else. */
    static @Nullable AttributePath parse(String text) {
        var names = new ArrayList<String>();
        var name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (i == text.length() || text.charAt(i) != '.' && text.charAt(i) != '\\') {
                    return null;
                }
                name.append(text.charAt(i));
            } else if (c == '.') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        return names.contains("") ? null : new AttributePath(names);
    }

    String attribute() {
        return names.getFirst();
    }

    boolean isAttribute() {
        return names.size() == 1;
    }

    /** Whether the other leads to the same place, or into it. */
    boolean holds(AttributePath other) {
        return other.names.size() >= names.size()
                && other.names.subList(0, names.size()).equals(names);
    }

    /** The value there; null if there is none. */
    @Nullable
    Value in(SortedMap<String, Value> attributes) {
        var value = attributes.get(names.getFirst());
        for (int i = 1; i < names.size(); i++) {
            value = value instanceof Value.MapOf map ? map.values().get(names.get(i)) : null;
        }
        return value;
    }

    /** Puts a value there, making maps on the way; takes it out where it is null. The maps within are copied, never changed. */
    void put(SortedMap<String, Value> attributes, @Nullable Value value) {
        put(attributes, 0, value);
    }

    private void put(SortedMap<String, Value> map, int depth, @Nullable Value value) {
        var name = names.get(depth);
        if (depth == names.size() - 1) {
            if (value == null) {
                map.remove(name);
            } else {
                map.put(name, value);
            }
            return;
        }
        var within = map.get(name) instanceof Value.MapOf held
                ? new TreeMap<>(held.values())
                : value == null ? null : new TreeMap<String, Value>(Utf8.ORDER);
        if (within != null) {
            put(within, depth + 1, value);
            map.put(name, new Value.MapOf(within));
        }
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var name : names) {
            text.append(text.isEmpty() ? "" : ".")
                    .append(name.replace("\\", "\\\\").replace(".", "\\."));
        }
        return text.toString();
    }
}
