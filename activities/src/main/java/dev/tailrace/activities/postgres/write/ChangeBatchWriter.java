package dev.tailrace.activities.postgres.write;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneBatch;
import dev.tailrace.activities.lane.LaneBatch.Counts;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.Quarantine;
import dev.tailrace.activities.postgres.RejectedRows;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.postgres.Tombstones;
import dev.tailrace.activities.postgres.resolve.Resolve;
import dev.tailrace.activities.postgres.resolve.TooManyAtOnce;
import dev.tailrace.activities.store.Change;
import dev.tailrace.activities.store.ChangeEffects;
import dev.tailrace.activities.store.ItemEffects;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies one batch of a shard's records in one transaction with the lane's position (R3, R4, R7). For one thread. */
public final class ChangeBatchWriter {
    private final LoadedTable table;
    private final Targets targets;
    private final Connection connection;
    private final EngineOptions options;
    private final TouchedItems touched = new TouchedItems();

    public ChangeBatchWriter(LoadedTable table, Targets targets, Connection connection, EngineOptions options) {
        this.table = table;
        this.targets = targets;
        this.connection = connection;
        this.options = options;
    }

    /** Returns how many items went to quarantine. */
    public int write(Held lane, ChangeEffects batch) throws SQLException, LaneLost {
        var items = new ArrayList<>(batch.items());
        var owned = new OwnedKeys(new Resolve(table, targets, lane.passId()), lane.passId(), items);
        while (true) {
            try {
                owned.resolveMost(connection, options);
                var refused = commit(lane, batch, items, owned);
                if (refused != null) {
                    return refused;
                }
            } catch (SQLException error) {
                Transaction.undo(connection);
                if (!RejectedRows.accuses(error)) {
                    throw error;
                }
                accuse(lane, items, error);
            } catch (TooManyAtOnce fewerNext) {
                Transaction.undo(connection);
            } catch (LaneLost | RuntimeException error) {
                Transaction.undo(connection);
                throw error;
            }
        }
    }

    private void accuse(Held lane, List<ItemEffects> items, SQLException error) throws SQLException, LaneLost {
        var rejected = RejectedRows.find(
                connection,
                options.idleInTransaction(),
                items.stream().filter(i -> !i.rows().isEmpty()).toList(),
                (c, part) -> {
                    Lanes.lock(c, lane);
                    targets.upsert(
                            c, part.stream().flatMap(i -> i.rows().stream()).toList());
                });
        if (rejected.isEmpty()) {
            throw error;
        }
        items.replaceAll(item -> {
            var why = rejected.get(item);
            return why == null ? item : item.refused(Quarantine.refusal(why));
        });
    }

    /** Returns how many items went to quarantine; null: nothing is done, the barrier was raised when much was left to resolve. */
    private @Nullable Integer commit(Held lane, ChangeEffects batch, List<ItemEffects> items, OwnedKeys owned)
            throws SQLException, LaneLost {
        var rows = items.stream().flatMap(i -> i.rows().stream()).toList();
        var alive = rows.stream().map(r -> r.key()).toList();
        var gone = items.stream().flatMap(i -> i.gone().stream()).toList();
        var refused = items.stream().flatMap(i -> entry(lane, i).stream()).toList();
        Transaction.begin(connection, options.idleInTransaction());
        var flags = Passes.flags(connection, lane.passId());
        boolean barrier = flags.barrier();
        laneBatch(batch, gone.size(), refused.size()).advance(connection, lane);
        if (barrier && !owned.isLittle(options)) {
            Transaction.undo(connection);
            return null;
        }
        var resolution = barrier ? owned.read(connection) : null;
        Quarantine.clear(
                connection,
                lane.passId(),
                items.stream()
                        .filter(i -> i.refused() == null)
                        .map(ItemEffects::digest)
                        .toList());
        Quarantine.addByCapture(connection, lane.passId(), refused);
        Tombstones.clear(connection, lane.passId(), alive);
        if (barrier) {
            targets.delete(connection, gone);
        } else {
            Tombstones.add(connection, lane.passId(), gone);
        }
        targets.upsert(connection, rows);
        if (resolution == null) {
            owned.record(connection);
        } else {
            resolution.write(connection);
        }
        rememberTokens(lane, batch.tokens());
        touched.mark(connection, lane.passId(), flags.marks(), items);
        Commit.BATCH_APPLIED.on(connection);
        return refused.size();
    }

    private static LaneBatch laneBatch(ChangeEffects batch, int removed, int refused) {
        var counts = new Counts(0, 0, List.of(), 0, refused, batch.changes(), removed, batch.expired(), 0, 0);
        long token =
                batch.tokens().stream().mapToLong(Change::tokenNumber).max().orElse(0);
        return new LaneBatch(batch.position(), batch.end(), counts, token, batch.eventAt());
    }

    private List<Quarantine.Entry> entry(Held lane, ItemEffects item) {
        var refused = item.refused();
        Item image = item.image();
        return refused == null || image == null
                ? List.of()
                : List.of(Quarantine.Entry.of(table.keys(), image, lane.name(), item.sequence(), refused));
    }

    private void rememberTokens(Held lane, List<Change> tokens) throws SQLException {
        if (tokens.isEmpty()) {
            return;
        }
        try (var update = connection.prepareStatement(
                "update tailrace.token_key set shard = ? where table_id = ? and source_key = ?")) {
            for (var token : tokens) {
                update.setString(1, lane.name());
                update.setLong(2, table.id());
                update.setString(3, DynamoJson.write(token.key()));
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
