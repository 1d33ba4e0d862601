package dev.tailrace.mappers.mapper;

import dev.tailrace.mappers.item.Item;
import java.util.List;
import java.util.function.Function;

/**
 * Turns items into rows. Pure, deterministic, thread-safe, without I/O; never returns null and never throws for any item
 * (a bad item is {@link Mapped.Refused}). One mapper object serves copy, capture and verification.
 */
public interface Mapper {
    /** The target tables it writes, each once, sorted by name; never empty. */
    List<TargetTable> targets();

    /** The rows that the item becomes. */
    Mapped map(Item item);

    /**
     * The key of the source item that a target key belongs to (rule R6, injective tables): an item that holds only the
     * source's key attributes.
     *
     * @throws IllegalArgumentException if no item can have that target key, e.g. a row that Tailrace did not write
     */
    Item sourceKey(RowKey key);

    /**
     * A mapper that writes one table.
     *
     * @param sourceKey see {@link #sourceKey}; of an owned table it may always throw
     * @param map see {@link #map}
     */
    static Mapper of(TargetTable table, Function<RowKey, Item> sourceKey, Function<Item, Mapped> map) {
        return new OneTable(List.of(table), sourceKey, map);
    }
}
