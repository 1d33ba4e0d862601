package dev.tailrace.mappers.mapper;

import dev.tailrace.mappers.item.Item;
import java.util.List;
import java.util.function.Function;

/** See {@link Mapper#of}. */
record OneTable(List<RowTable> tables, Function<RowKey, Item> key, Function<Item, Mapped> rows) implements Mapper {
    @Override
    public Mapped map(Item item) {
        return rows.apply(item);
    }

    @Override
    public Item itemKey(RowKey row) {
        return key.apply(row);
    }
}
