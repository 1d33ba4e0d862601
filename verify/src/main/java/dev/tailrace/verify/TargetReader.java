package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.Collection;
import java.util.Map;

/** Reads the target's rows, their cells canonical. */
public interface TargetReader {
    /**
     * Every row of a table as of one moment, in no order, possibly from several threads at a time; returns when all have been
     * given.
     *
     * @throws InterruptedException if asked to stop
     */
    void all(RowTable table, Sink<Row> each) throws InterruptedException;

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
