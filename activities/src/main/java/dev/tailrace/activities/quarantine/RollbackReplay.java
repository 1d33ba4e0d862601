package dev.tailrace.activities.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LeftKeys;
import dev.tailrace.activities.lane.LeftKeys.Left;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.SourceKeyRows;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Looks again, once the source owns the data after a rollback, at keys that were left open meanwhile (R11, step 8): under the exclusive
 * barrier lock the source is read, and what it says is written. Rows that the source could not hold are kept aside first. For one thread.
 */
public final class RollbackReplay {
    private static final int CHUNK = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoadedTable table;
    private final ReversibleMapper mapper;
    private final ItemRewrite rewrite;
    private final EngineOptions options;
    private final Heartbeat heartbeat;

    /** @param passId the open pass, which the rollback opened */
    public RollbackReplay(
            LoadedTable table, ReversibleMapper mapper, long passId, EngineOptions options, Heartbeat heartbeat) {
        this.table = table;
        this.mapper = mapper;
        rewrite = new ItemRewrite(table, new Targets(table), passId);
        this.options = options;
        this.heartbeat = heartbeat;
    }

    /** Done once nothing is left. */
    public Turn run() throws SQLException {
        while (true) {
            var left = LeftKeys.next(table.control(), table.id(), CHUNK);
            if (left.isEmpty()) {
                return new Turn.Done();
            }
            for (var key : left) {
                if (heartbeat.stopRequested() || !settle(key)) {
                    return new Turn.Yielded();
                }
            }
        }
    }

    /** @return false once the pass is closed */
    private boolean settle(Left left) throws SQLException {
        return Transaction.run(table.target(), Commit.ITEM_LOOKED_AGAIN, options.idleInTransaction(), connection -> {
            if (!rewrite.begin(connection)) {
                return false;
            }
            var key = DynamoJson.read(left.sourceKey());
            var rows = rows(connection, mapper.lookupKey(key));
            rewrite.write(connection, key, rows.stream().map(Row::key).toList());
            LeftKeys.settled(connection, table.id(), left, left.aside() ? json(rows) : "");
            return true;
        });
    }

    /** All that claim the key: the image of before does not tell where an application has moved them. */
    private List<Row> rows(Connection connection, Item key) throws SQLException {
        var found = new SourceKeyRows(table, mapper).read(connection, List.of(key)).get(key);
        return found == null ? List.of() : found.rows();
    }

    private static String json(List<Row> rows) {
        var kept = JSON.createArrayNode();
        for (var row : rows) {
            var cells = kept.addObject().put("table", row.table().name()).putArray("cells");
            row.cells().forEach(cells::add);
        }
        try {
            return JSON.writeValueAsString(kept);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot keep rows aside", e);
        }
    }
}
