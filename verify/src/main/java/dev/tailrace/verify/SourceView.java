package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the target should hold of one item, as of one read of the source.
 *
 * @param rows by key; empty for an item that is absent, left out or refused
 * @param refused whether the item is there and cannot be mapped
 */
record SourceView(Map<RowKey, RowPrint> rows, boolean refused) {
    /** Of the row of a collection table. */
    static SourceView of(RowKey key, Collected collected) {
        return switch (collected) {
            case Collected.None none -> new SourceView(Map.of(), false);
            case Collected.Whole whole -> new SourceView(Map.of(key, new RowPrint(whole.row())), false);
            case Collected.Broken broken -> new SourceView(Map.of(), true);
        };
    }

    /** @param item null: there is none */
    static SourceView of(Mapper mapper, @Nullable Item item) {
        if (item == null) {
            return new SourceView(Map.of(), false);
        }
        return switch (mapper.map(item)) {
            case Mapped.Rows mapped -> {
                var rows = new HashMap<RowKey, RowPrint>();
                mapped.rows().forEach(row -> rows.put(row.key(), new RowPrint(row)));
                yield new SourceView(rows, false);
            }
            case Mapped.Part part -> throw new IllegalStateException("a part is no row of its own");
            case Mapped.Skipped skipped -> new SourceView(Map.of(), false);
            case Mapped.Refused refused -> new SourceView(Map.of(), true);
        };
    }
}
