package dev.tailrace.activities.postgres;

import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Target keys as parallel arrays for {@code unnest}. */
final class KeyArrays {
    private KeyArrays() {}

    /** Binds two arrays: tables and digests. */
    static void bind(PreparedStatement statement, int first, Collection<RowKey> keys) throws SQLException {
        bind(statement, first, keys.stream().map(RowKey::table));
        bind(statement, first + 1, keys.stream().map(Digests::rowKey));
    }

    /** Binds three arrays: tables, digests, and the keys' cells as text of a varchar[]. */
    static void bindWithKeys(PreparedStatement statement, int first, Collection<RowKey> keys) throws SQLException {
        bind(statement, first, keys);
        var connection = statement.getConnection();
        bind(statement, first + 2, keys.stream().map(k -> literal(connection, k)));
    }

    static void bind(PreparedStatement statement, int at, Stream<String> texts) throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf("varchar", texts.toArray()));
    }

    /** The keys that a query of (target, key) finds, in its order. */
    static List<RowKey> read(PreparedStatement query) throws SQLException {
        var keys = new ArrayList<RowKey>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                var cells = (String[]) rows.getArray(2).getArray();
                keys.add(new RowKey(rows.getString(1), Arrays.asList(cells)));
            }
        }
        return keys;
    }

    static String literal(Connection connection, RowKey key) {
        try {
            return connection.createArrayOf("varchar", key.cells().toArray()).toString();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write a key as an array", e);
        }
    }
}
