package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The way back from a row to the attributes of its item. What {@code rest} says of an attribute that has a column counts as long as it still
 * means the column's cell; else the row was changed since, and the cell counts.
 *
 * @param parts how the source key is made of the key's cells
 * @param columns those that give an attribute back, each attribute once
 * @param unpacked those that say again what an attribute in rest packs
 * @param templates those that give an attribute back that has no column
 * @param rest null: there is none
 */
record RowInverse(
        List<KeyPart> parts,
        List<Column> columns,
        List<Unpacked> unpacked,
        List<Formatted> templates,
        @Nullable Rest rest) {
    RowInverse {
        parts = List.copyOf(parts);
        columns = List.copyOf(columns);
        unpacked = List.copyOf(unpacked);
        templates = List.copyOf(templates);
    }

    /** A column that is an attribute. */
    record Column(AttributePath path, int cell, CellType type) {}

    /** A column that an attribute packs; the attribute is in rest. */
    record Unpacked(ColumnSource.Packed source, int cell) {}

    /** An attribute of text that is formatted from cells. */
    record Formatted(String attribute, Template template, List<Integer> cells) {}

    /** The column of all else. */
    record Rest(int cell, CellType type) {}

    /**
     * The item's attributes, in {@link Utf8#ORDER}; the caller's to change.
     *
     * @throws IllegalArgumentException if no item has such a row
     */
    SortedMap<String, Value> attributes(List<@Nullable String> cells) {
        var attributes = rest(cells);
        for (var template : templates) {
            put(attributes, template, cells);
        }
        for (var column : columns) {
            put(attributes, column, cells.get(column.cell()));
        }
        for (var column : unpacked) {
            put(attributes, column.source(), cells.get(column.cell()));
        }
        for (var part : parts) {
            attributes.put(part.attribute().name(), part.of(cells));
        }
        return attributes;
    }

    /**
     * The element of a list that a child's row is.
     *
     * @throws IllegalArgumentException if no element has such a row
     */
    Value element(List<@Nullable String> cells) {
        var cell = rest == null ? null : cells.get(rest.cell());
        var value = rest == null || cell == null ? null : rest.type().decode(cell);
        return value == null || value instanceof Value.MapOf ? new Value.MapOf(attributes(cells)) : value;
    }

    private SortedMap<String, Value> rest(List<@Nullable String> cells) {
        var cell = rest == null ? null : cells.get(rest.cell());
        if (rest == null || cell == null) {
            return new TreeMap<>(Utf8.ORDER);
        }
        if (rest.type().decode(cell) instanceof Value.MapOf map) {
            return new TreeMap<>(map.values());
        }
        throw new IllegalArgumentException("Cannot restore an item: its rest is not an object.");
    }

    private static void put(SortedMap<String, Value> attributes, Column column, @Nullable String cell) {
        var kept = column.path().in(attributes);
        if (kept == null && cell == null || kept != null && means(column.type(), kept, cell)) {
            return;
        }
        column.path().put(attributes, cell == null ? null : column.type().decode(cell));
    }

    /** The attribute in rest counts as long as it packs the cell; a changed text is packed again. */
    private static void put(SortedMap<String, Value> attributes, ColumnSource.Packed source, @Nullable String cell) {
        var kept = attributes.get(source.attribute());
        boolean packed = source.flag() == null || Packing.says(attributes.get(source.flag()));
        var text = !packed || kept == null || kept instanceof Value.Null
                ? null
                : source.packing().unpack(kept);
        var held = packed && text != null ? new Value.Text(text) : kept;
        if (held == null && cell == null || held != null && means(source.type(), held, cell)) {
            return;
        }
        if (cell == null) {
            attributes.remove(source.attribute());
        } else if (packed && source.type().decode(cell) instanceof Value.Text changed) {
            attributes.put(source.attribute(), source.packing().pack(changed.value()));
        } else {
            attributes.put(source.attribute(), source.type().decode(cell));
        }
    }

    /** Whether the value is written so. */
    static boolean means(CellType type, Value value, @Nullable String cell) {
        if (type.isNull(value)) {
            return cell == null;
        }
        return type.encode(value) instanceof Cell.Of of && of.text().equals(cell);
    }

    private static void put(SortedMap<String, Value> attributes, Formatted formatted, List<@Nullable String> cells) {
        var texts = new ArrayList<String>(formatted.cells().size());
        for (int at : formatted.cells()) {
            var cell = cells.get(at);
            if (cell == null) {
                throw new IllegalArgumentException("Cannot restore an item: a field of a template is NULL.");
            }
            texts.add(cell);
        }
        var text = formatted.template().format(texts);
        var kept = attributes.get(formatted.attribute());
        if (kept == null || !text.equals(When.textOf(kept))) {
            attributes.put(formatted.attribute(), new Value.Text(text));
        }
    }
}
