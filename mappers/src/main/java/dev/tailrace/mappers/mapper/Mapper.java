package dev.tailrace.mappers.mapper;

import dev.tailrace.mappers.item.Item;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Turns items into rows. Pure, deterministic, thread-safe, without I/O; never returns null and never throws for any item
 * (a bad item is {@link Mapped.Refused}). One mapper object serves copy, capture and verification.
 */
public interface Mapper {
    /** The target tables it writes, each once, sorted by name; never empty. */
    List<RowTable> tables();

    /** The rows that the item becomes. */
    Mapped map(Item item);

    /**
     * The key of the source item that a target key belongs to (rule R6, not owned tables): an item that holds only the
     * source's key attributes. Of a collection table: the key of the row's first part, which need not be there.
     *
     * @throws IllegalArgumentException if no item can have that target key, e.g. a row that Tailrace did not write
     */
    Item itemKey(RowKey key);

    /**
     * What the parts of a row of a collection table make of it (R6).
     *
     * @param key of the row
     * @param items those that have the partition key of {@link #itemKey}, in any order; those that are no parts of the row are passed
     *     over. More in all than {@link Collected} allows are refused, so that a reader may stop there
     */
    default Collected collect(RowKey key, Collection<Item> items) {
        throw new IllegalArgumentException("Cannot collect " + key.table() + ": it is not a collection.");
    }

    /** Whether any of its tables is a collection, so that {@link #map} of a key alone tells whether an item is a part. */
    default boolean collects() {
        return tables().stream().anyMatch(RowTable::isCollection);
    }

    /** What the sort keys of all parts of rows of a collection table begin with; empty: nothing is known, or they are no text. */
    default String partsBegin(String table) {
        return "";
    }

    /** The columns that hold one attribute as it is; none where that is not known, as of a plugin. */
    default List<Copied> copied() {
        return List.of();
    }

    /**
     * A mapper that writes one table.
     *
     * @param itemKey see {@link #itemKey}; of an owned table it may always throw
     * @param map see {@link #map}
     */
    static Mapper of(RowTable table, Function<RowKey, Item> itemKey, Function<Item, Mapped> map) {
        return new OneTable(List.of(table), itemKey, map);
    }
}
