package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.ItemSize;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps a run of items. The parts of one row that come one after the other are held, no more than a row may have, until the next item is no
 * part of it. Parts that come apart make a wrong row, or none: a suspect, and looked at again by its key.
 */
final class SourceRun implements Run<Item> {
    private final Mapper mapper;
    private final KeySchema keys;
    private final Sink<Row> rows;
    private final Sink<Item> refused;
    private final ItemCounter counter;
    private final List<Item> parts = new ArrayList<>();
    private @Nullable RowKey key;
    private long size;
    private long taken;

    /**
     * @param refused takes the key of an item, or of the first part of a row, that cannot be mapped
     * @param counter counts the items
     */
    SourceRun(Mapper mapper, KeySchema keys, Sink<Row> rows, Sink<Item> refused, ItemCounter counter) {
        this.mapper = mapper;
        this.keys = keys;
        this.rows = rows;
        this.refused = refused;
        this.counter = counter;
    }

    @Override
    public void take(Item item) throws InterruptedException {
        counter.item(item);
        switch (mapper.map(item)) {
            case Mapped.Rows mapped -> {
                counter.mapped();
                for (var row : mapped.rows()) {
                    rows.take(row);
                }
            }
            case Mapped.Part part -> {
                counter.mapped();
                take(item, part.key());
            }
            case Mapped.Skipped left -> counter.skipped();
            case Mapped.Refused no -> {
                counter.refused();
                refused.take(keys.keyOf(item));
            }
        }
    }

    private void take(Item part, RowKey row) throws InterruptedException {
        if (!row.equals(key)) {
            end();
            key = row;
        }
        taken++;
        // One above the bounds is enough to have the row refused.
        if (size <= Collected.MOST_BYTES && parts.size() <= Collected.MOST_PARTS) {
            parts.add(part);
            size += ItemSize.of(part);
        }
    }

    @Override
    public void end() throws InterruptedException {
        if (key != null) {
            switch (mapper.collect(key, parts)) {
                case Collected.None none -> {}
                case Collected.Whole whole -> rows.take(whole.row());
                case Collected.Broken broken -> {
                    counter.refusedParts(taken);
                    refused.take(mapper.itemKey(key));
                }
            }
        }
        parts.clear();
        taken = 0;
        size = 0;
        key = null;
    }
}
