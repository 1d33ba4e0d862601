package dev.tailrace.activities.postgres;

import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of each target table, found again as the way back finds it (R9): as it is, and of tables whose rows name their item as the
 * application would have made it, which names none. Whatever is changed for that is rolled back. Stateless; thread-safe.
 */
public final class CanaryRows {
    private CanaryRows() {}

    /**
     * What was found.
     *
     * @param born whether the row was made to name no item
     * @param key the source key that it claims; null where it claims none
     * @param rows all that claim that key
     * @param problem why nothing follows from them, one sentence; null: something does
     */
    public record Canary(
            RowTable table,
            boolean born,
            @Nullable Item key,
            List<Row> rows,
            @Nullable String problem) {
        public Canary {
            rows = List.copyOf(rows);
        }
    }

    /** Of each table that has a row, in their order. */
    public static List<Canary> of(LoadedTable table, ReversibleMapper mapper) throws SQLException {
        var canaries = new ArrayList<Canary>();
        for (var target : mapper.tables()) {
            canaries.addAll(Transaction.read(table.target(), connection -> of(connection, table, mapper, target)));
        }
        return canaries;
    }

    private static List<Canary> of(Connection connection, LoadedTable table, ReversibleMapper mapper, RowTable target)
            throws SQLException {
        var canaries = new ArrayList<Canary>();
        var row = any(connection, table.schema(), target, "");
        if (row.isPresent()) {
            canaries.add(canary(connection, table, mapper, row.get(), false));
            if (target.isOwned() && nameNone(connection, table.schema(), target)) {
                var source = Identifiers.quote(RowTable.SOURCE_KEY);
                var born = any(connection, table.schema(), target, " where t." + source + " is null");
                if (born.isPresent()) {
                    canaries.add(canary(connection, table, mapper, born.get(), true));
                }
            }
        }
        return canaries;
    }

    private static Optional<Row> any(Connection connection, String schema, RowTable target, String which)
            throws SQLException {
        var sql = new RowSql(schema, target);
        try (var query = connection.prepareStatement(sql.all() + which + " limit 1");
                var rows = query.executeQuery()) {
            return rows.next() ? Optional.of(sql.row(rows)) : Optional.empty();
        }
    }

    /** Rolled back with the transaction. Returns whether there was a row to change. */
    private static boolean nameNone(Connection connection, String schema, RowTable target) throws SQLException {
        Transaction.queueBriefly(connection);
        try (var update = connection.createStatement()) {
            return update.executeUpdate("update %1$s set %2$s = null where ctid = (select ctid from %1$s where %2$s is not null limit 1)"
                            .formatted(
                                    Identifiers.qualified(schema, target.name()),
                                    Identifiers.quote(RowTable.SOURCE_KEY)))
                    > 0;
        }
    }

    private static Canary canary(
            Connection connection, LoadedTable table, ReversibleMapper mapper, Row row, boolean born) throws SQLException {
        Item key;
        try {
            key = mapper.claimedKey(row);
        } catch (IllegalArgumentException none) {
            return new Canary(row.table(), born, null, List.of(row), "It claims no source key.");
        }
        var found = new SourceKeyRows(table, mapper).read(connection, List.of(key)).get(key);
        if (found == null || found.unknown() != null) {
            return new Canary(
                    row.table(), born, key, List.of(), found == null ? "It is not found again." : found.unknown());
        }
        return new Canary(
                row.table(),
                born,
                key,
                found.rows(),
                found.rows().contains(row) ? null : "It is not among the rows that its source key finds.");
    }
}
