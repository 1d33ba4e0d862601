package dev.tailrace.mappers.mapper;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.util.List;
import java.util.Objects;

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

    /**
     * What the way back needs of each table, in the order of {@link #tables}. A mapper that does not say has none.
     */
    default List<TableWay> ways() {
        return tables().stream()
                .map(table -> TableWay.none(
                        table,
                        "The mapper does not say how the rows of " + table.name() + " are found by a source key."))
                .toList();
    }

    /**
     * Where the rows are that claim a source key (R10): one answer for each table, in the order of {@link #tables}.
     *
     * @param key an item that holds only the source's key attributes; of a collection the key of the row's first part
     */
    default List<RowLookup> lookups(Item key) {
        return ways().stream()
                .<RowLookup>map(way -> new RowLookup.Unknown(
                        way.table(), Objects.requireNonNullElse(way.none(), "The mapper does not say.")))
                .toList();
    }

    /**
     * The source key that a row claims: the one that {@link #unmap} makes of it, or {@link #parts} for the first part. Unlike {@link #itemKey}
     * it does not ask whether an item of the key would become this row: one that the application changed may not.
     *
     * @param row of its cells, those that {@link TableWay#recorded} names and {@link RowTable#SOURCE_KEY} are read
     * @throws IllegalArgumentException if no source key can be made of it
     */
    default Item claimedKey(Row row) {
        if (!row.table().isOwned()) {
            return itemKey(row.key());
        }
        var named = row.cells().getLast();
        if (named == null) {
            throw new IllegalArgumentException("Cannot find the source key: the row names no item.");
        }
        return DynamoJson.read(named);
    }

    /** The key under which the rows of an item are looked up: its own; of a part, that of the row's first part. */
    default Item lookupKey(Item key) {
        return map(key) instanceof Mapped.Part part ? itemKey(part.key()) : key;
    }

    /**
     * Whether a row says what another says that this mapper made of its item: their cells are the same. What {@code rest} says of an
     * attribute that has a column does not count, since the column does.
     *
     * @param row of a source, which the application may have changed
     * @param made what {@link #map} makes of what {@link #unmap} made of the row
     */
    default boolean says(Row row, Row made) {
        return row.equals(made);
    }
}
