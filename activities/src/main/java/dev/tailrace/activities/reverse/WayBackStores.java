package dev.tailrace.activities.reverse;

import dev.tailrace.activities.postgres.OutboxKeys;
import dev.tailrace.activities.postgres.SourceKeyRows;
import dev.tailrace.activities.store.ReverseWriter;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;

/**
 * What a table's lanes share. Thread-safe.
 *
 * @param changed tells which keys a write at the target concerns
 * @param rows tells which rows claim a key
 * @param writer of the source
 */
record WayBackStores(ReversibleMapper mapper, OutboxKeys changed, SourceKeyRows rows, ReverseWriter writer) {
    /** @throws ProblemException coded R006 where the table's mapping has no way back */
    static WayBackStores of(LoadedTable table) {
        if (!(table.mapper() instanceof ReversibleMapper mapper)) {
            throw new ProblemException(
                    Problem.of(Code.R006, "table " + table.ref().name(), ""));
        }
        return new WayBackStores(
                mapper,
                new OutboxKeys(mapper),
                new SourceKeyRows(table, mapper),
                table.source().reverse());
    }
}
