package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way to an attribute, or to an entry of maps and an element of lists within one: {@code address.city}, {@code tags[0]}. A dot that
 * belongs to a name is written {@code \.}, a bracket {@code \[}, and a backslash {@code \\}.
 *
 * @param attribute where it begins
 * @param steps into the attribute; none: the attribute itself
 */
record AttributePath(String attribute, List<Step> steps) {
    private static final Pattern PLACE = Pattern.compile("\\[([0-9]{1,5})](?=[.\\[]|$)");

    AttributePath {
        steps = List.copyOf(steps);
    }

    /** A step into a value. */
    sealed interface Step {
        /** To a map's entry. */
        record Name(String name) implements Step {}

        /** To a list's element, from 0. */
        record Place(int place) implements Step {}
    }

    static AttributePath of(String attribute) {
        return new AttributePath(attribute, List.of());
    }

    /** As {@link #parse(String)}, but for the name of a key attribute, which is that attribute, dots and all. */
    static @Nullable AttributePath parse(String text, KeySchema keys) {
        return keys.attribute(text) == null ? parse(text) : of(text);
    }

    /** Null if the text is none: a name is empty, a bracket begins no place, or a backslash stands before something else. */
    static @Nullable AttributePath parse(String text) {
        var steps = new ArrayList<Step>();
        var name = new StringBuilder();
        var place = PLACE.matcher(text);
        boolean named = false; // whether the name that is being read has ended, by a place
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (i == text.length() || ".\\[".indexOf(text.charAt(i)) < 0) {
                    return null;
                }
                name.append(text.charAt(i));
            } else if (c == '[' && isPlace(place, i)) {
                if (!named) {
                    steps.add(new Step.Name(name.toString()));
                    name.setLength(0);
                    named = true;
                }
                steps.add(new Step.Place(Integer.parseInt(place.group(1))));
                i = place.end() - 1;
            } else if (c == '[') {
                return null;
            } else if (c == '.') {
                if (!named) {
                    steps.add(new Step.Name(name.toString()));
                    name.setLength(0);
                }
                named = false;
            } else {
                name.append(c);
            }
        }
        if (!named) {
            steps.add(new Step.Name(name.toString()));
        }
        return steps.contains(new Step.Name("")) || !(steps.getFirst() instanceof Step.Name first)
                ? null
                : new AttributePath(first.name(), steps.subList(1, steps.size()));
    }

    private static boolean isPlace(Matcher place, int at) {
        return place.find(at) && place.start() == at;
    }

    boolean isAttribute() {
        return steps.isEmpty();
    }

    /** Whether it leads through a list: then what is there is only read, and its list is what comes back. */
    boolean hasPlace() {
        return steps.stream().anyMatch(Step.Place.class::isInstance);
    }

    /** Whether the other leads to the same place, or into it. */
    boolean holds(AttributePath other) {
        return attribute.equals(other.attribute)
                && other.steps.size() >= steps.size()
                && other.steps.subList(0, steps.size()).equals(steps);
    }

    /** The value there; null if there is none. */
    @Nullable
    Value in(SortedMap<String, Value> attributes) {
        var value = attributes.get(attribute);
        for (var step : steps) {
            value = switch (step) {
                case Step.Name name ->
                    value instanceof Value.MapOf map ? map.values().get(name.name()) : null;
                case Step.Place place ->
                    value instanceof Value.ListOf list
                                    && place.place() < list.values().size()
                            ? list.values().get(place.place())
                            : null;
            };
        }
        return value;
    }

    /**
     * Puts a value there, making maps on the way; takes it out where it is null. The maps within are copied, never changed.
     *
     * @throws IllegalStateException if the path leads through a list
     */
    void put(SortedMap<String, Value> attributes, @Nullable Value value) {
        put(attributes, attribute, 0, value);
    }

    private void put(SortedMap<String, Value> map, String name, int depth, @Nullable Value value) {
        if (depth == steps.size()) {
            if (value == null) {
                map.remove(name);
            } else {
                map.put(name, value);
            }
            return;
        }
        if (!(steps.get(depth) instanceof Step.Name next)) {
            throw new IllegalStateException("what is in a list is only read: " + this);
        }
        var within = map.get(name) instanceof Value.MapOf held
                ? new TreeMap<>(held.values())
                : value == null ? null : new TreeMap<String, Value>(Utf8.ORDER);
        if (within != null) {
            put(within, next.name(), depth + 1, value);
            map.put(name, new Value.MapOf(within));
        }
    }

    @Override
    public String toString() {
        var text = new StringBuilder(escaped(attribute));
        for (var step : steps) {
            switch (step) {
                case Step.Name name -> text.append('.').append(escaped(name.name()));
                case Step.Place place -> text.append('[').append(place.place()).append(']');
            }
        }
        return text.toString();
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace(".", "\\.").replace("[", "\\[");
    }
}
