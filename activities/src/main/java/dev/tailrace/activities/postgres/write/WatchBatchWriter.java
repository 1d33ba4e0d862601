package dev.tailrace.activities.postgres.write;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneBatch;
import dev.tailrace.activities.lane.LaneBatch.Counts;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Reverse;
import dev.tailrace.activities.lane.ReverseMarks;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.lane.WatchMemory;
import dev.tailrace.activities.lane.WatchMemory.Seen;
import dev.tailrace.activities.store.Change;
import dev.tailrace.activities.store.ChangeEffects;
import dev.tailrace.activities.store.ReverseMark;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Mapped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers one batch of a shard's records in one transaction with the lane's position, and applies nothing (R9, watch mode): the target owns
 * the data. What expiry deleted is looked at again after a rollback. The key of any other record is marked, unless it is a write of ours: the
 * way back then writes what the target says, which ends by itself. For one thread.
 */
public final class WatchBatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(WatchBatchWriter.class);

    private final LoadedTable table;
    private final Connection connection;
    private final EngineOptions options;

    public WatchBatchWriter(LoadedTable table, Connection connection, EngineOptions options) {
        this.table = table;
        this.connection = connection;
        this.options = options;
    }

    /** What is remembered of a batch. */
    private record Memory(List<Seen> expired, List<Seen> foreign, Set<String> marked) {}

    /** @throws LaneLost if the attempt does not hold the lane any more; nothing is remembered */
    public void write(Held lane, ChangeEffects batch) throws SQLException, LaneLost {
        var memory = memory(batch.changes());
        try {
            Transaction.begin(connection, options.idleInTransaction());
            laneBatch(batch).advance(connection, lane);
            WatchMemory.expired(connection, lane.passId(), memory.expired());
            WatchMemory.foreign(connection, lane.passId(), memory.foreign());
            ReverseMarks.mark(connection, lane.passId(), memory.marked());
            SeenTokens.note(connection, table.id(), lane, batch.tokens());
            Commit.BATCH_WATCHED.on(connection);
        } finally {
            Transaction.undo(connection);
        }
        if (!memory.foreign().isEmpty()) {
            LOG.warn(
                    "{}: {} writes to the source while the target owns the data; they are undone, and kept in quarantine",
                    table.ref().name(),
                    memory.foreign().size());
        }
    }

    private static LaneBatch laneBatch(ChangeEffects batch) {
        var counts = new Counts(0, 0, List.of(), 0, 0, batch.changes().size(), 0, batch.expired(), 0, 0);
        return new LaneBatch(batch.position(), batch.end(), counts, batch.token(), batch.eventAt());
    }

    private Memory memory(List<Change> changes) {
        var memory = new Memory(new ArrayList<>(), new ArrayList<>(), new LinkedHashSet<>());
        for (var change : changes) {
            // Of a deletion of ours no one can tell, so its key is marked, too: a deletion of nothing leaves no record.
            if (!isOurs(change) && (concerns(change.before()) || concerns(change.after()))) {
                add(change, memory);
            }
        }
        return memory;
    }

    /** One lane alone writes an item: a mark of another came with a copy that an application made of one. */
    private boolean isOurs(Change change) {
        var mark = change.mark();
        return mark != null && ReverseMark.lane(mark) == Reverse.laneOf(Digests.sourceKey(markedKey(change.key())));
    }

    private void add(Change change, Memory memory) {
        if (change.byTtl()) {
            if (change.before() != null) {
                memory.expired().add(new Seen(change.key(), change.before()));
            }
            return;
        }
        if (change.after() != null) {
            memory.foreign().add(new Seen(change.key(), change.after()));
        }
        memory.marked().add(DynamoJson.write(markedKey(change.key())));
    }

    /** Items that the mapping leaves out have no rows; applications may go on with them at the source. */
    private boolean concerns(@Nullable Item image) {
        return image != null && !(table.mapper().map(image) instanceof Mapped.Skipped);
    }

    /** A row of a collection goes by its first part's key. */
    private Item markedKey(Item key) {
        return table.mapper().collects() && table.mapper().map(key) instanceof Mapped.Part part
                ? table.mapper().itemKey(part.key())
                : key;
    }
}
