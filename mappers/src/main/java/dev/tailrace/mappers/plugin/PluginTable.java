package dev.tailrace.mappers.plugin;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.TargetTable;
import dev.tailrace.mappers.mapper.TargetTable.Column;
import dev.tailrace.mappers.mapper.TargetTable.Kind;
import java.util.ArrayList;
import java.util.List;
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
    private @Nullable KeySchema owner;
    private @Nullable TargetTable table;

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

    /** The table as it is so far. */
    public TargetTable table() {
        // Any thread may make it: they make the same, and it is immutable.
        var made = table;
        if (made == null) {
            made = make();
            table = made;
        }
        return made;
    }

    private TargetTable make() {
        if (owner == null) {
            return new TargetTable(name, columns, keySize);
        }
        var all = new ArrayList<>(columns);
        all.add(new Column(TargetTable.SOURCE_KEY, ColumnTypes.TEXT, "the item's key"));
        return new TargetTable(name, all, keySize, Kind.OWNED);
    }

    /** A row of an item, all columns NULL. */
    public PluginRow row(Item item) {
        return new PluginRow(table(), types, owner == null ? null : DynamoJson.write(owner.keyOf(item)));
    }
}
