package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows a path of a file into items: finds the name that no item has, and the names that items have in its place. */
public final class PathNames {
    private PathNames() {}

    /**
     * A name of a path that none of some items has.
     *
     * @param name the name, unescaped
     * @param names those that the items have in its place, perhaps none
     */
    public record Missing(String name, Set<String> names) {
        public Missing {
            names = Set.copyOf(names);
        }
    }

    /**
     * The first name of a path that none has; null: one of them has the whole path, or the text is no path.
     *
     * @param keys of the items; their names are no paths
     * @param items attributes of items, or entries of maps
     */
    public static @Nullable Missing missing(
            String path, KeySchema keys, Collection<? extends SortedMap<String, Value>> items) {
        var parsed = AttributePath.parse(path, keys);
        if (parsed == null) {
            return null;
        }
        Collection<? extends SortedMap<String, Value>> maps = items;
        var name = parsed.attribute();
        List<Value> values = there(maps, map -> map.get(parsed.attribute()));
        for (var step : parsed.steps()) {
            if (values.isEmpty()) {
                break;
            }
            var before = values;
            switch (step) {
                case AttributePath.Step.Name next -> {
                    name = next.name();
                    maps = maps(before);
                    values = there(maps, map -> map.get(next.name()));
                }
                case AttributePath.Step.Place place ->
                    values = there(
                            before,
                            value -> value instanceof Value.ListOf list
                                            && place.place() < list.values().size()
                                    ? list.values().get(place.place())
                                    : null);
            }
        }
        if (!values.isEmpty()) {
            return null;
        }
        var names = new TreeSet<String>(Utf8.ORDER);
        maps.forEach(map -> names.addAll(map.keySet()));
        return names.contains(name) ? null : new Missing(name, names);
    }

    /**
     * The entries of the maps in the lists at a path.
     *
     * @param keys of the items; their names are no paths
     */
    public static List<SortedMap<String, Value>> elements(
            String path, KeySchema keys, Collection<? extends SortedMap<String, Value>> items) {
        var parsed = AttributePath.parse(path, keys);
        return parsed == null
                ? List.of()
                : maps(there(items, parsed::in).stream()
                        .flatMap(value ->
                                value instanceof Value.ListOf list ? list.values().stream() : Stream.<Value>empty())
                        .toList());
    }

    private static List<SortedMap<String, Value>> maps(Collection<? extends Value> values) {
        var maps = new ArrayList<SortedMap<String, Value>>();
        for (var value : values) {
            if (value instanceof Value.MapOf map) {
                maps.add(map.values());
            }
        }
        return maps;
    }

    private static <T> List<Value> there(Collection<? extends T> all, Function<? super T, @Nullable Value> value) {
        return all.stream().map(value).filter(Objects::nonNull).toList();
    }
}
