package dev.tailrace.mappers.plugin;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.RowTable.Column;
import dev.tailrace.mappers.mapper.RowTable.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A target table of a plugin: its columns by the types' names in the documentation, and rows that are made of an item's values. Built by one
 * thread; complete, it may be shared.
 */
public final class PluginTable {
    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private final List<CellType> types = new ArrayList<>();
    private int keySize;
    private @Nullable KeySchema source;
    private @Nullable KeySchema owner;
    private @Nullable RowTable table;

    private PluginTable(String name) {
        this.name = name;
    }

    public static PluginTable named(String name) {
        return new PluginTable(name);
    }

    /**
     * Adds a column of the primary key.
     *
     * @throws IllegalArgumentException if there is no such type, or other columns came before
     */
    public PluginTable key(String column, String type) {
        if (columns.size() != keySize) {
            throw new IllegalArgumentException(
                    "Cannot add the key column " + column + ": those of the key come first.");
        }
        keySize++;
        return column(column, type);
    }

    /**
     * Makes the source's key the primary key, attribute by attribute, in columns of their names. Rows get it by themselves, and
     * {@link #mapper} gives it back.
     *
     * @throws IllegalArgumentException if other columns came before
     */
    public PluginTable key(KeySchema keys) {
        keys.attributes()
                .forEach(attribute ->
                        key(attribute.name(), ColumnTypes.of(attribute.type()).cast()));
        source = keys;
        return this;
    }

    /**
     * Adds a column.
     *
     * @throws IllegalArgumentException if there is no such type
     */
    public PluginTable column(String column, String type) {
        var parsed = ColumnTypes.parse(type, null);
        if (parsed == null) {
            throw new IllegalArgumentException("Cannot add the column " + column + ": there is no type " + type + ".");
        }
        types.add(parsed);
        columns.add(new Column(column, parsed, "made by the plugin"));
        table = null;
        return this;
    }

    /** Declares that the key is unique by the application's rule only (R6): rows name their item, and changes ask the source. */
    public PluginTable owned(KeySchema source) {
        owner = source;
        table = null;
        return this;
    }

    /**
     * A mapper that makes one row of an item, of this table with the source's key.
     *
     * @param map see {@link Mapper#map}; {@link #row} begins one
     * @throws IllegalArgumentException if the table has another key: see {@link Mapper#of}
     */
    public Mapper mapper(Function<Item, Mapped> map) {
        var keys = source;
        if (keys == null || keySize != keys.attributes().size()) {
            throw new IllegalArgumentException(
                    "Cannot make a mapper of " + name + ": it has not the source's key, which key(keys) gives it.");
        }
        return Mapper.of(table(), row -> sourceKey(keys, row.cells()), map);
    }

    private static Item sourceKey(KeySchema keys, List<String> cells) {
        var key = new HashMap<String, Value>();
        for (int i = 0; i < cells.size(); i++) {
            var attribute = keys.attributes().get(i);
            key.put(attribute.name(), ColumnTypes.of(attribute.type()).decode(cells.get(i)));
        }
        return Item.of(key);
    }

    /** The table as it is so far. */
    public RowTable table() {
        // Any thread may make it: they make the same, and it is immutable.
        var made = table;
        if (made == null) {
            made = make();
            table = made;
        }
        return made;
    }

    private RowTable make() {
        if (owner == null) {
            return new RowTable(name, columns, keySize);
        }
        var all = new ArrayList<>(columns);
        all.add(new Column(RowTable.SOURCE_KEY, ColumnTypes.TEXT, "the item's key"));
        return new RowTable(name, all, keySize, Kind.OWNED);
    }

    /** A row of an item, all columns NULL but those of {@link #key(KeySchema)}. */
    public PluginRow row(Item item) {
        var row = new PluginRow(table(), types, owner == null ? null : DynamoJson.write(owner.keyOf(item)));
        if (source != null) {
            source.attributes().forEach(attribute -> row.set(attribute.name(), item.get(attribute.name())));
        }
        return row;
    }
}
