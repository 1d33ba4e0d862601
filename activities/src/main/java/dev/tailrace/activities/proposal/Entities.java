package dev.tailrace.activities.proposal;

import dev.tailrace.activities.proposal.Entity.TypeAttribute;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the kinds of items in a sample: by the words of their keys, else by an attribute that names the kind. */
final class Entities {
    private static final List<String> TYPES =
            List.of("type", "entitytype", "entity", "kind", "itemtype", "recordtype", "objecttype", "typename", "et");
    private static final int MOST_TYPES = 30;

    private Entities() {}

    /** In the order in which rules have to try them: what has more words comes first. */
    static List<Entity> of(ItemSample sample) {
        var shapes = new LinkedHashMap<String, KeyShapes>();
        for (var key : sample.keys().attributes()) {
            if (key.type() == KeySchema.KeyType.S) {
                shapes.put(
                        key.name(),
                        new KeyShapes(sample.items().stream()
                                .map(i -> text(i, key.name()))
                                .toList()));
            }
        }
        var groups = sample.items().stream()
                .collect(Collectors.groupingBy(i -> shapesOf(i, shapes), LinkedHashMap::new, Collectors.toList()));
        var entities = new ArrayList<Entity>();
        groups.forEach((its, items) -> entities.add(new Entity(its, null, items)));
        if (entities.isEmpty()) {
            return List.of(new Entity(Map.of(), null, List.of()));
        }
        if (entities.stream().allMatch(e -> e.literals() == 0)) {
            return byType(entities.getFirst().shapes(), sample.items());
        }
        entities.sort(Comparator.comparing(Entity::literals)
                .thenComparing(Entity::words)
                .thenComparing(e -> e.items().size())
                .reversed());
        return entities;
    }

    private static Map<String, KeyShape> shapesOf(Item item, Map<String, KeyShapes> shapes) {
        var its = new LinkedHashMap<String, KeyShape>();
        shapes.forEach((attribute, known) -> its.put(attribute, known.of(text(item, attribute))));
        return its;
    }

    static String text(Item item, String attribute) {
        return item.get(attribute) instanceof Value.Text text ? text.value() : "";
    }

    private static List<Entity> byType(Map<String, KeyShape> shapes, List<Item> items) {
        var name = typeAttribute(items);
        if (name == null) {
            return List.of(new Entity(shapes, null, items));
        }
        var groups = items.stream()
                .collect(Collectors.groupingBy(i -> text(i, name), LinkedHashMap::new, Collectors.toList()));
        var entities = new ArrayList<Entity>();
        groups.forEach((type, its) -> entities.add(new Entity(shapes, new TypeAttribute(name, type), its)));
        entities.sort(Comparator.comparing((Entity e) -> e.items().size()).reversed());
        return entities;
    }

    private static @Nullable String typeAttribute(List<Item> items) {
        var candidates = items.getFirst().attributes().keySet().stream()
                .filter(n -> TYPES.contains(n.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT)))
                .toList();
        for (var candidate : candidates) {
            Set<String> values = items.stream().map(i -> text(i, candidate)).collect(Collectors.toSet());
            if (!values.contains("") && values.size() > 1 && values.size() <= MOST_TYPES) {
                return candidate;
            }
        }
        return null;
    }
}
