package dev.tailrace.activities.repair;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.postgres.TouchedKeys;
import dev.tailrace.activities.quarantine.ItemRewrite;
import dev.tailrace.activities.store.KeyRefused;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.workflows.repair.RepairActivities.RepairRequest;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Repairs the differences of a verdict (R7): looks at each again, one per transaction, by an {@link ItemRewrite}. How far it has come
 * commits with the rows, so each is settled once, whatever attempts there are. For one thread.
 */
final class RowRepair {
    private static final int CHUNK = 200;
    private static final String NO_ITEM = "";

    private final LoadedTable table;
    private final RepairRequest request;
    private final Targets targets;
    private final ItemRewrite rewrite;
    private final EngineOptions options;
    private final Heartbeat heartbeat;

    RowRepair(LoadedTable table, RepairRequest request, EngineOptions options, Heartbeat heartbeat) {
        this.table = table;
        this.request = request;
        this.targets = new Targets(table);
        this.rewrite = new ItemRewrite(table, targets, request.passId());
        this.options = options;
        this.heartbeat = heartbeat;
    }

    /** How far it is. @param ended whether nothing is left to do */
    private record Begun(long run, int position, boolean ended) {}

    /** What has become of a difference. The column that counts it. */
    private enum Settled {
        WRITTEN("written"),
        REMOVED("removed"),
        FOREIGN_LEFT("foreign_left");

        private final String column;

        Settled(String column) {
            this.column = column;
        }
    }

    Turn run() throws SQLException {
        var begun = begin();
        if (begun.isEmpty() || begun.get().ended()) {
            return new Turn.Done();
        }
        long run = begun.get().run();
        int after = begun.get().position();
        while (true) {
            var differences = next(run, after);
            if (differences.isEmpty()) {
                return new Turn.Done(end(run));
            }
            for (var difference : differences) {
                if (heartbeat.stopRequested()) {
                    return new Turn.Yielded();
                }
                if (!repair(difference)) {
                    return new Turn.Done();
                }
                after = difference.number();
            }
        }
    }

    /** Records the repair, once. Empty once the pass is closed, and where there is no verdict. */
    private Optional<Begun> begin() throws SQLException {
        return Transaction.run(table.target(), Commit.REPAIR_BEGUN, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            if (!Passes.lockOpen(sql, request.passId())) {
                return Optional.<Begun>empty();
            }
            var run = StoredDifference.run(connection, request.passId(), request.run());
            if (run.isEmpty()) {
                return Optional.empty();
            }
            sql.execute("""
                    insert into tailrace.repair (pass_id, command, run, delete_foreign, asked_by) values (?, ?, ?, ?, ?)
                    on conflict (pass_id, command) do nothing""", request.passId(), request.command(), run.get(), request.deleteForeign(), request.by());
            return sql.fetchOptional(
                            "select run, position, ended_at is not null from tailrace.repair where pass_id = ? and command = ?",
                            request.passId(),
                            request.command())
                    .map(row ->
                            new Begun(row.get(0, Long.class), row.get(1, Integer.class), row.get(2, Boolean.class)));
        });
    }

    private List<StoredDifference> next(long run, int after) throws SQLException {
        return Transaction.read(table.target(), c -> StoredDifference.read(c, request.passId(), run, after, CHUNK));
    }

    /** @return false once the pass is closed */
    private boolean repair(StoredDifference difference) throws SQLException {
        return Transaction.run(table.target(), Commit.ROW_REPAIRED, options.idleInTransaction(), connection -> {
            if (!rewrite.begin(connection)) {
                return false;
            }
            // An attempt that was thought dead and wakes up finds the number taken.
            if (advance(connection, difference.number())) {
                count(connection, settle(connection, difference));
            }
            return true;
        });
    }

    private boolean advance(Connection connection, int number) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                        .execute(
                                "update tailrace.repair set position = ? where pass_id = ? and command = ? and position < ?",
                                number,
                                request.passId(),
                                request.command(),
                                number)
                == 1;
    }

    private Settled settle(Connection connection, StoredDifference difference) throws SQLException {
        var row = difference.row();
        var suspected = row == null ? List.<RowKey>of() : List.of(row);
        var item = difference.item() == null && row != null ? itemOf(connection, row) : difference.item();
        if (item != null && written(connection, item, suspected)) {
            return targets.present(connection, suspected) > 0 ? Settled.WRITTEN : Settled.REMOVED;
        }
        if (request.deleteForeign()) {
            targets.delete(connection, suspected);
            TouchedKeys.mark(
                    connection,
                    request.passId(),
                    Passes.flags(connection, request.passId()).marks(),
                    suspected.stream()
                            .map(key -> TouchedKeys.ofRow(targets.table(key.table()), key, NO_ITEM))
                            .toList());
            return Settled.REMOVED;
        }
        return Settled.FOREIGN_LEFT;
    }

    /** False where the source cannot hold an item of the key, and nothing is written: the row is no item's. */
    private boolean written(Connection connection, Item item, List<RowKey> suspected) throws SQLException {
        try {
            rewrite.write(connection, item, suspected);
            return true;
        } catch (KeyRefused none) {
            return false;
        }
    }

    /** The item that can have the row after all, as it is now: an owned table's row may have found an owner. Null for none. */
    private @Nullable Item itemOf(Connection connection, RowKey row) throws SQLException {
        try {
            if (!targets.table(row.table()).isOwned()) {
                return table.mapper().itemKey(row);
            }
            var owner = targets.owners(connection, List.of(row)).get(row);
            return owner == null ? null : table.keys().read(owner);
        } catch (IllegalArgumentException foreign) {
            return null;
        }
    }

    private void count(Connection connection, Settled settled) {
        DSL.using(connection, SQLDialect.POSTGRES)
                .execute(
                        "update tailrace.repair set %1$s = %1$s + 1 where pass_id = ? and command = ?"
                                .formatted(settled.column),
                        request.passId(),
                        request.command());
    }

    /** Returns the event; null where another attempt has ended it. */
    private @Nullable TrailHead end(long run) throws SQLException {
        var event = Transaction.run(table.target(), Commit.REPAIR_ENDED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            var once = "repair/" + request.table().name() + "/" + request.command();
            var counts = sql.fetchOptional("""
                    update tailrace.repair set ended_at = clock_timestamp()
                     where pass_id = ? and command = ? and ended_at is null
                    returning written, removed, foreign_left""", request.passId(), request.command());
            if (counts.isEmpty()) {
                return Optional.ofNullable(
                        Audit.find(connection, request.table().migration(), once));
            }
            var payload = JsonNodeFactory.instance
                    .objectNode()
                    .put("run", run)
                    .put("deleteForeign", request.deleteForeign())
                    .put("written", counts.get().get(0, Long.class))
                    .put("removed", counts.get().get(1, Long.class))
                    .put("foreignLeft", counts.get().get(2, Long.class));
            return Optional.of(Audit.append(
                            connection,
                            NewEvent.of(request.table(), EventType.REPAIRED, once)
                                    .by(request.by())
                                    .with(payload))
                    .trail());
        });
        return event.orElse(null);
    }
}
