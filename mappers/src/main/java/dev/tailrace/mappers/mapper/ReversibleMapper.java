package dev.tailrace.mappers.mapper;

import dev.tailrace.mappers.item.Item;
import java.util.List;

/**
 * A mapper with a way back, which is what rollback runs on. As {@link Mapper}: pure, deterministic, thread-safe, without I/O.
 *
 * <p>For every item that it maps to rows of tables that are said to be reversible, {@code unmap(map(item).rows())} equals the item. Where
 * a table is not, what its rows do not say is missing; {@link RoundTrip} tells of one item whether anything is.
 */
public interface ReversibleMapper extends Mapper {
    /**
     * The item that the rows are of.
     *
     * @param rows all of one item's rows, over all target tables, in any order; also rows that the application changed since
     * @throws IllegalArgumentException if no item can have these rows
     */
    Item unmap(List<Row> rows);

    /**
     * The parts that a row of a collection table was made of, in order; also of a row that the application changed since.
     *
     * @throws IllegalArgumentException if no items can have this row
     */
    default List<Item> parts(Row row) {
        throw new IllegalArgumentException(
                "Cannot restore parts: " + row.table().name() + " is not a collection.");
    }

    /**
     * Whether {@link #unmap} restores the item, told without making it: true only where it does. False where that is not known; a
     * mapper need not know of any.
     *
     * @param rows all of one item's rows
     * @throws IllegalArgumentException if no item can have these rows
     */
    default boolean surelyRestores(Item item, List<Row> rows) {
        return false;
    }
}
