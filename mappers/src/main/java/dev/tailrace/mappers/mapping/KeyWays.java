package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.UnwritableText;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which cells make a key attribute's value: column to cell, of each way. Where too many do, null. Those that cannot be made by a mapping's
 * rules are among them, since the application may write them.
 */
final class KeyWays {
    /** Stands for the type of a field that no cell is. */
    static final KeyType NO_TYPE = (KeyType) ColumnTypes.TEXT;

    private KeyWays() {}

    /** Nothing is asked. */
    static List<SortedMap<Integer, String>> any() {
        return List.of(new TreeMap<>());
    }

    /** Of one cell that is the value. */
    static List<SortedMap<Integer, String>> whole(int cell, KeyType type, Value value) {
        var ways = new ArrayList<SortedMap<Integer, String>>();
        for (var text : cells(type, type.encode(value), value)) {
            if (isMade(() -> type.decode(text), value)) {
                ways.add(new TreeMap<>(Map.of(cell, text)));
            }
        }
        return ways;
    }

    /**
     * Of a template's fields.
     *
     * @param cells of the fields; negative: the field's text is not that of one cell
     * @param types of those cells
     */
    static @Nullable List<SortedMap<Integer, String>> formatted(
            Template template, List<Integer> cells, List<KeyType> types, Value value) {
        var text = When.textOf(value);
        if (text == null) {
            return List.of();
        }
        var splits = TemplateSplits.of(template, text);
        if (splits == null) {
            return null;
        }
        var ways = new ArrayList<SortedMap<Integer, String>>();
        for (var fields : splits) {
            List<SortedMap<Integer, String>> its = any();
            for (int i = 0; i < fields.size() && its != null; i++) {
                if (cells.get(i) >= 0) {
                    its = both(its, field(template.fields().get(i), cells.get(i), types.get(i), fields.get(i)));
                }
            }
            if (its == null) {
                return null;
            }
            ways.addAll(its);
        }
        return ways.size() > TemplateSplits.MOST
                ? null
                : ways.stream().distinct().toList();
    }

    private static List<SortedMap<Integer, String>> field(Template.Field field, int cell, KeyType type, String text) {
        var ways = new ArrayList<SortedMap<Integer, String>>();
        var one = new Template(List.of("", ""), List.of(field));
        for (var candidate : cells(type, FieldText.encode(type, text), new Value.Text(text))) {
            if (isMade(
                    () -> new Value.Text(one.format(List.of(FieldText.decode(type, candidate)))),
                    new Value.Text(text))) {
                ways.add(new TreeMap<>(Map.of(cell, candidate)));
            }
        }
        return ways;
    }

    /** As the type writes the value; and as it is, where the type takes fewer texts than its column. */
    private static List<String> cells(KeyType type, Cell written, Value value) {
        var cells = new ArrayList<String>();
        if (written instanceof Cell.Of of) {
            cells.add(of.text());
        }
        if (type.source() == KeySchema.KeyType.S
                && type.cast().equals("text")
                && value instanceof Value.Text text
                && UnwritableText.none(text.value())
                && !cells.contains(text.value())) {
            cells.add(text.value());
        }
        return cells;
    }

    private interface Made {
        Value value();
    }

    private static boolean isMade(Made made, Value value) {
        try {
            return made.value().equals(value);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Those that agree where they speak of the same column; null where they are too many. */
    static @Nullable List<SortedMap<Integer, String>> both(
            @Nullable List<SortedMap<Integer, String>> ones, @Nullable List<SortedMap<Integer, String>> others) {
        if (ones == null || others == null) {
            return null;
        }
        var ways = new ArrayList<SortedMap<Integer, String>>();
        for (var one : ones) {
            for (var other : others) {
                if (other.entrySet().stream()
                        .allMatch(e -> e.getValue().equals(one.getOrDefault(e.getKey(), e.getValue())))) {
                    var way = new TreeMap<>(one);
                    way.putAll(other);
                    ways.add(way);
                }
            }
            if (ways.size() > TemplateSplits.MOST) {
                return null;
            }
        }
        return ways;
    }
}
