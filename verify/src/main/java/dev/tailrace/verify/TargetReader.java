package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads the target's rows, their cells canonical. */
public interface TargetReader {
    /**
     * Every row of these tables, each table as of one moment, in no order. Returns when all have been given.
     *
     * @param attempts makes what takes the rows; a reading that fails begins again with a new one, and what the one before took
     *     is void
     * @throws InterruptedException if asked to stop
     */
    void all(List<RowTable> tables, Supplier<? extends Sink<Row>> attempts) throws InterruptedException;

    /**
     * The committed rows of these keys; keys without a row are left out.
     *
     * @throws InterruptedException if asked to stop
     */
    Map<RowKey, Found> rows(Collection<RowKey> keys) throws InterruptedException;

    /**
     * A row as found.
     *
     * @param version another one after each write of the row, even one that changes nothing
     */
    record Found(Row row, String version) {}
}
