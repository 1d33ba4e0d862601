package dev.tailrace.activities.postgres;

import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** R7: bad items never stop a batch; too many of them stop the table. */
public final class QuarantineBudget {
    private QuarantineBudget() {}

    /** Blocked where more items are in quarantine than the budget and what the operator accepted since; else null. */
    public static @Nullable Turn check(Connection connection, LoadedTable table, long passId) throws SQLException {
        long count = Quarantine.count(connection, passId);
        long allowed = table.spec().quarantineBudget() + accepted(connection, table.id());
        return count <= allowed
                ? null
                : new Turn.Blocked(Problem.of(
                        Code.Q001,
                        "table %s: %d items in quarantine, %d allowed"
                                .formatted(table.ref().name(), count, allowed),
                        "see tailrace.quarantine for each item's key, reason and image"));
    }

    /** As {@link #check(Connection, LoadedTable, long)}, in a transaction of its own. */
    public static @Nullable Turn check(LoadedTable table, long passId) throws SQLException {
        return Transaction.read(table.target(), c -> Optional.ofNullable(check(c, table, passId)))
                .orElse(null);
    }

    private static long accepted(Connection connection, long table) throws SQLException {
        try (var query =
                connection.prepareStatement("select quarantine_accepted from tailrace.source_table where id = ?")) {
            query.setLong(1, table);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
