package dev.tailrace.activities.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.RowTable.Column;
import dev.tailrace.mappers.mapping.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The statements on one target table. Values travel as the canonical text of their types and are cast by the server. Rows
 * are written and locked in the order of their key, whoever writes them (lock order). Immutable and thread-safe.
 */
public final class TargetSql {
    private final RowTable table;
    private final String stage;
    private final String createStage;
    private final String copyStage;
    private final String insertIfAbsent;
    private final String upsert;
    private final String lock;
    private final String delete;
    private final String present;
    private final String owners;
    private final String losers;

    public TargetSql(String schema, RowTable table) {
        this.table = table;
        var name = Identifiers.qualified(schema, table.name());
        var columns = names(table.columns());
        var key = names(table.key());
        // Not LIKE or AS SELECT: those lock the target before the lane, and closing a pass empties it behind its lanes.
        var definition = table.columns().stream()
                .map(c -> Identifiers.quote(c.name()) + " " + c.type().ddl())
                .collect(joining(", ", "(", ")"));
        // A session keeps its stages, one for each table and definition: made for each page, they would bloat the
        // catalog.
        stage = "pg_temp.\"tailrace_stage_" + UUID.nameUUIDFromBytes((name + definition).getBytes(UTF_8)) + "\"";
        createStage = "create temporary table if not exists " + stage + " " + definition + " on commit delete rows";
        copyStage = "copy " + stage + " (" + columns + ") from stdin (format text, encoding 'UTF8')";
        insertIfAbsent = "insert into " + name + " (" + columns + ") select " + columns + " from " + stage
                + " order by " + key + " on conflict (" + key + ") do nothing";
        var others = table.columns().subList(table.keySize(), table.columns().size());
        var action = others.isEmpty()
                ? "nothing"
                : "update set "
                        + others.stream()
                                .map(c -> Identifiers.quote(c.name()) + " = excluded." + Identifiers.quote(c.name()))
                                .collect(joining(", "));
        upsert = "insert into " + name + " (" + columns + ") select " + casts(table.columns()) + " from "
                + unnest(table.columns().size()) + " order by " + keyOrder(table)
                + " on conflict (" + key + ") do " + action;
        var match = IntStream.range(0, table.keySize())
                .mapToObj(i -> "t." + Identifiers.quote(table.key().get(i).name()) + " = "
                        + cast(table.key().get(i), i))
                .collect(joining(" and "));
        lock = "select 1 from " + name + " t join " + unnest(table.keySize()) + " on " + match + " order by "
                + keyOrder(table) + " for update of t";
        present = "select count(*) from " + name + " t join " + unnest(table.keySize()) + " on " + match;
        owners = "select " + keyCells(table) + ", t." + Identifiers.quote(RowTable.SOURCE_KEY) + " from " + name
                + " t join " + unnest(table.keySize()) + " on " + match;
        losers = "select "
                + table.key().stream()
                        .map(c -> "s." + Identifiers.quote(c.name()) + "::text")
                        .collect(joining(", "))
                + ", s." + Identifiers.quote(RowTable.SOURCE_KEY) + " from " + stage + " s left join " + name
                + " t using (" + key + ") where t." + Identifiers.quote(RowTable.SOURCE_KEY)
                + " is distinct from s." + Identifiers.quote(RowTable.SOURCE_KEY);
        delete = "delete from " + name + " t using " + unnest(table.keySize()) + " where " + match;
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(c -> Identifiers.quote(c.name())).collect(joining(", "));
    }

    /** In every statement the same, whatever the database's collation: that of the types' DDL. */
    private static String keyOrder(RowTable table) {
        return IntStream.range(0, table.keySize())
                .mapToObj(i -> "u.c" + i + "::" + table.key().get(i).type().ddl())
                .collect(joining(", "));
    }

    private static String keyCells(RowTable table) {
        return IntStream.range(0, table.keySize()).mapToObj(i -> "u.c" + i).collect(joining(", "));
    }

    private static String casts(List<Column> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> cast(columns.get(i), i))
                .collect(joining(", "));
    }

    private static String cast(Column column, int i) {
        return "u.c" + i + "::" + column.type().cast();
    }

    private static String unnest(int size) {
        return "unnest("
                + IntStream.range(0, size).mapToObj(i -> "?::text[]").collect(joining(", ")) + ") as u("
                + IntStream.range(0, size).mapToObj(i -> "c" + i).collect(joining(", ")) + ")";
    }

    public RowTable table() {
        return table;
    }

    /**
     * Streams rows into a temporary table that is empty again when the transaction ends. Done before any lock is taken, so that
     * nothing is held while bytes travel (R1). Once per table and transaction.
     */
    public void stage(Connection connection, List<Row> rows) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(createStage);
        }
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copyStage);
        try {
            CopyText.write(rows, copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** R2: what is staged, where no row has the key yet. Returns how many rows were new. */
    public int insertStaged(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(insertIfAbsent);
        }
    }

    /** R6: staged rows of an owned table that are not at their key, since another item's row is there. After the insert. */
    List<Claim> losers(Connection connection) throws SQLException {
        var claims = new ArrayList<Claim>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(losers)) {
            while (rows.next()) {
                var cells = new ArrayList<String>();
                for (int c = 0; c < table.keySize(); c++) {
                    cells.add(table.key().get(c).type().canonical(rows.getString(c + 1)));
                }
                claims.add(new Claim(new RowKey(table.name(), cells), rows.getString(table.keySize() + 1)));
            }
        }
        return claims;
    }

    /** R6: the source keys that the rows of an owned table name, by target key. */
    Map<RowKey, String> owners(Connection connection, List<RowKey> keys) throws SQLException {
        var found = new HashMap<RowKey, String>();
        try (var query = connection.prepareStatement(owners)) {
            for (int c = 0; c < table.keySize(); c++) {
                int column = c;
                bind(query, c, keys.stream().map(k -> k.cells().get(column)).toArray(String[]::new));
            }
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var cells = new ArrayList<String>();
                    for (int c = 1; c <= table.keySize(); c++) {
                        cells.add(rows.getString(c));
                    }
                    found.put(new RowKey(table.name(), cells), rows.getString(table.keySize() + 1));
                }
            }
        }
        return found;
    }

    /** R3: rows as they are now, over whatever is there. No two rows may have the same key. */
    public void upsert(Connection connection, List<Row> rows) throws SQLException {
        try (var statement = connection.prepareStatement(upsert)) {
            for (int c = 0; c < table.columns().size(); c++) {
                int column = c;
                bind(statement, c, rows.stream().map(r -> r.cells().get(column)).toArray(String[]::new));
            }
            statement.executeUpdate();
        }
    }

    /** Deletes rows, locked first in key order. Returns how many there were. */
    public int delete(Connection connection, List<RowKey> keys) throws SQLException {
        try (var locking = connection.prepareStatement(lock);
                var deleting = connection.prepareStatement(delete)) {
            for (int c = 0; c < table.keySize(); c++) {
                int column = c;
                @Nullable
                String[] cells = keys.stream()
                        .map(k -> Objects.requireNonNull(k.cells().get(column)))
                        .toArray(String[]::new);
                bind(locking, c, cells);
                bind(deleting, c, cells);
            }
            locking.executeQuery().close();
            return deleting.executeUpdate();
        }
    }

    /** How many of the keys have a row. */
    int present(Connection connection, List<RowKey> keys) throws SQLException {
        try (var query = connection.prepareStatement(present)) {
            for (int c = 0; c < table.keySize(); c++) {
                int column = c;
                bind(query, c, keys.stream().map(k -> k.cells().get(column)).toArray(String[]::new));
            }
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, int column, @Nullable String[] cells) throws SQLException {
        statement.setArray(column + 1, statement.getConnection().createArrayOf("text", cells));
    }
}
