package dev.tailrace.mappers.mapper;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the way back from a target table needs (R10), whatever its rows are.
 *
 * @param none why there is none, one sentence; null: there is one
 * @param recorded the columns of a row that tell the source key that it claims, besides {@link RowTable#SOURCE_KEY}: those of the key first
 * @param indexes what finds the rows of a source key, where the primary key does not
 * @param unborn why rows that the application makes there have no way back, one sentence; null: they have one
 */
public record TableWay(
        RowTable table,
        @Nullable String none,
        List<Integer> recorded,
        List<Index> indexes,
        @Nullable String unborn) {
    public TableWay {
        recorded = List.copyOf(recorded);
        indexes = List.copyOf(indexes);
    }

    /**
     * An index of the table.
     *
     * @param columns their places in the table, in order
     * @param born whether it is of rows alone that have no {@link RowTable#SOURCE_KEY}
     */
    public record Index(List<Integer> columns, boolean born) {
        public Index {
            columns = List.copyOf(columns);
        }
    }

    /** There is none. */
    static TableWay none(RowTable table, String why) {
        return new TableWay(table, why, keyOf(table), List.of(), why);
    }

    /** The places of the primary key's columns. */
    public static List<Integer> keyOf(RowTable table) {
        return IntStream.range(0, table.keySize()).boxed().toList();
    }
}
