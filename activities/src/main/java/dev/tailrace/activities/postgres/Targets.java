package dev.tailrace.activities.postgres;

import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The statements on all target tables of a source table, always in the order of the tables' names. Thread-safe. */
public final class Targets {
    private final SortedMap<String, TargetSql> tables = new TreeMap<>();

    public Targets(LoadedTable table) {
        for (var target : table.mapper().tables()) {
            tables.put(target.name(), new TargetSql(table.schema(), target));
        }
    }

    /** Streams rows to the server, before any lock is taken. Once per transaction. */
    public void stage(Connection connection, Collection<Row> rows) throws SQLException {
        for (var group : byTable(rows).entrySet()) {
            sql(group.getKey()).stage(connection, group.getValue());
        }
    }

    /** R2: inserts what {@link #stage} streamed for these rows, where none has their key. Returns how many were new. */
    public int insertStaged(Connection connection, Collection<Row> rows) throws SQLException {
        int inserted = 0;
        for (var table : byTable(rows).keySet()) {
            inserted += sql(table).insertStaged(connection);
        }
        return inserted;
    }

    /** R6: what {@link #insertStaged} left out on owned tables, since another item's row is at the key. */
    public List<Claim> losers(Connection connection, Collection<Row> rows) throws SQLException {
        var claims = new ArrayList<Claim>();
        for (var table : byTable(rows).keySet()) {
            if (sql(table).table().isOwned()) {
                claims.addAll(sql(table).losers(connection));
            }
        }
        return claims;
    }

    /** R6: the owners of rows of owned tables, as DynamoDB JSON of the source key; keys without a row are left out. */
    public Map<RowKey, String> owners(Connection connection, Collection<RowKey> keys) throws SQLException {
        var owners = new HashMap<RowKey, String>();
        for (var group : keysByTable(keys).entrySet()) {
            owners.putAll(sql(group.getKey()).owners(connection, group.getValue()));
        }
        return owners;
    }

    /** A table of the mapping. */
    public RowTable table(String name) {
        return sql(name).table();
    }

    public void upsert(Connection connection, Collection<Row> rows) throws SQLException {
        for (var group : byTable(rows).entrySet()) {
            sql(group.getKey()).upsert(connection, group.getValue());
        }
    }

    /** Returns how many rows there were. */
    public int delete(Connection connection, Collection<RowKey> keys) throws SQLException {
        int deleted = 0;
        for (var group : keysByTable(keys).entrySet()) {
            deleted += sql(group.getKey()).delete(connection, group.getValue());
        }
        return deleted;
    }

    /** How many of the keys have a row. */
    public int present(Connection connection, Collection<RowKey> keys) throws SQLException {
        int present = 0;
        for (var group : keysByTable(keys).entrySet()) {
            present += sql(group.getKey()).present(connection, group.getValue());
        }
        return present;
    }

    private static SortedMap<String, List<RowKey>> keysByTable(Collection<RowKey> keys) {
        var groups = new TreeMap<String, List<RowKey>>();
        keys.forEach(
                k -> groups.computeIfAbsent(k.table(), t -> new ArrayList<>()).add(k));
        return groups;
    }

    private static SortedMap<String, List<Row>> byTable(Collection<Row> rows) {
        var groups = new TreeMap<String, List<Row>>();
        rows.forEach(r ->
                groups.computeIfAbsent(r.table().name(), t -> new ArrayList<>()).add(r));
        return groups;
    }

    private TargetSql sql(String table) {
        var sql = tables.get(table);
        if (sql == null) {
            throw new IllegalStateException("Cannot write table " + table + ": the mapping does not have it.");
        }
        return sql;
    }
}
