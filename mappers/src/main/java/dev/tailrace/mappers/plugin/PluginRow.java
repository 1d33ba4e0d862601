package dev.tailrace.mappers.plugin;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.problem.Code;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row on its way. Remembers the first value that does not fit its column. For one thread and one item. */
public final class PluginRow {
    private final RowTable table;
    private final List<CellType> types;
    private final @Nullable String[] cells;
    private Mapped.@Nullable Refused refused;

    PluginRow(RowTable table, List<CellType> types, @Nullable String owner) {
        this.table = table;
        this.types = types;
        this.cells = new @Nullable String[table.columns().size()];
        if (owner != null) {
            cells[cells.length - 1] = owner;
        }
    }

    /**
     * Sets a column. A value that does not fit, or an absent one of the key, has the item refused, with the column and the reason.
     *
     * @param value null, or NULL where the column is not jsonb: SQL NULL
     * @throws IllegalArgumentException if there is no such column
     */
    public PluginRow set(String column, @Nullable Value value) {
        int at = at(column);
        if (value == null
                || value instanceof Value.Null && !types.get(at).cast().equals("jsonb")) {
            if (at < table.keySize()) {
                refuse(Code.M024.id(), column, "has no value, and is of the key");
            }
            return this;
        }
        switch (types.get(at).encode(value)) {
            case Cell.Of of -> cells[at] = of.text();
            case Cell.Refused cell -> refuse(cell.code().id(), column, cell.why());
        }
        return this;
    }

    private void refuse(String code, String column, String why) {
        if (refused == null) {
            refused = new Mapped.Refused(code, "What becomes the column " + Shown.name(column) + " " + why + ".");
        }
    }

    private int at(String column) {
        for (int i = 0; i < types.size(); i++) {
            if (table.columns().get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "Cannot set the column " + column + ": " + table.name() + " does not have it.");
    }

    /** The item as this row alone, or why it is refused. */
    public Mapped mapped() {
        return refused != null ? refused : new Mapped.Rows(List.of(row()));
    }

    /** Why the item is refused; null if it is not. For mappers that make several rows. */
    public Mapped.@Nullable Refused refused() {
        return refused;
    }

    /** The row; of no meaning where {@link #refused} is not null. */
    public Row row() {
        return new Row(table, Arrays.asList(cells.clone()));
    }
}
