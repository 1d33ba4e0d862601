package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Digests.Digest128;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is kept of a row while it is watched, however large its cells are: whether it equals another, and where not. Two
 * prints are equal if their digests are.
 */
final class RowPrint {
    private final RowTable table;
    private final Digest128 digest;
    private final long[] cells;

    RowPrint(Row row) {
        table = row.table();
        digest = Digests.row(row);
        cells = row.cells().stream().mapToLong(Digests::cell).toArray();
    }

    /** The names of the columns in which the rows, of one table, differ. */
    List<String> columnsUnlike(RowPrint other) {
        return IntStream.range(0, cells.length)
                .filter(i -> cells[i] != other.cells[i])
                .mapToObj(i -> table.columns().get(i).name())
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowPrint that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }
}
