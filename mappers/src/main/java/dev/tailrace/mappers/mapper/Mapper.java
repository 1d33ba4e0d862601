package dev.tailrace.mappers.mapper;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.util.List;

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
     * The key of the source item that a row belongs to: what it names on an owned table, else {@link #sourceKey}.
     *
     * @throws IllegalArgumentException if no item can have that row
     */
    default Item owner(Row row) {
        if (!row.table().isOwned()) {
            return sourceKey(row.key());
        }
        var named = row.cells().getLast();
        if (named == null) {
            throw new IllegalArgumentException("Cannot find the source key: the row names none.");
        }
        return DynamoJson.read(named);
    }
}
