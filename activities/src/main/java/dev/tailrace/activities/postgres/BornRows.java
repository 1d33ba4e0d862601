package dev.tailrace.activities.postgres;

import static java.util.stream.Collectors.joining;

import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes into rows that the application made in owned tables which item they are, once the items are at the source: capture, repair and
 * verification take it from the row (R6). At a rollback, behind the fence and with nothing left to take back (R11), and not before: a row
 * that names its item does not follow when what its key is made of changes.
 */
public final class BornRows {
    private static final int CHUNK = 1_000;

    private final LoadedTable table;
    private final ReversibleMapper mapper;

    public BornRows(LoadedTable table, ReversibleMapper mapper) {
        this.table = table;
        this.mapper = mapper;
    }

    /**
     * Names all of them, some at a time, each time in a transaction of its own. Idempotent.
     *
     * @return the tables in which rows are left that tell no source key, to how many
     */
    public Map<String, Integer> nameAll() throws SQLException {
        var left = new LinkedHashMap<String, Integer>();
        for (var target : mapper.tables()) {
            int nameless = target.isOwned() ? nameAll(target) : 0;
            if (nameless > 0) {
                left.put(target.name(), nameless);
            }
        }
        return left;
    }

    private int nameAll(RowTable target) throws SQLException {
        int nameless = 0;
        List<@Nullable String> after = List.of();
        while (true) {
            var behind = after;
            var rows = Transaction.run(table.target(), Commit.ROWS_NAMED, c -> nameSome(c, target, behind));
            if (rows.isEmpty()) {
                return nameless;
            }
            nameless += (int) rows.stream().filter(row -> name(row) == null).count();
            after = rows.getLast().cells().subList(0, target.keySize());
        }
    }

    /** @return the rows that it found, in the order of their key */
    private List<Row> nameSome(Connection connection, RowTable target, List<@Nullable String> after)
            throws SQLException {
        var read = new RowSql(table.schema(), target);
        var rows = new ArrayList<Row>();
        try (var query = connection.prepareStatement(read.nameless(!after.isEmpty()))) {
            int at = 1;
            for (var cell : after) {
                query.setString(at++, cell);
            }
            query.setInt(at, CHUNK);
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(read.row(found));
                }
            }
        }
        var named = rows.stream().filter(row -> name(row) != null).toList();
        try (var update = connection.prepareStatement(update(target))) {
            for (int i = 0; i < target.keySize(); i++) {
                int cell = i;
                update.setArray(
                        i + 1,
                        connection.createArrayOf(
                                "text",
                                named.stream().map(row -> row.cells().get(cell)).toArray()));
            }
            update.setArray(
                    target.keySize() + 1,
                    connection.createArrayOf(
                            "text", named.stream().map(this::name).toArray()));
            update.executeUpdate();
        }
        return rows;
    }

    private @Nullable String name(Row row) {
        try {
            return DynamoJson.write(mapper.claimedKey(row));
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /** R10: only a row that still names nobody. */
    private String update(RowTable target) {
        var key = target.key();
        var arrays =
                IntStream.rangeClosed(0, key.size()).mapToObj(i -> "?::text[]").collect(joining(", "));
        var names = IntStream.range(0, key.size()).mapToObj(i -> "k" + i).collect(joining(", "));
        var match = IntStream.range(0, key.size())
                .mapToObj(i -> "t." + Identifiers.quote(key.get(i).name()) + " = u.k" + i + "::"
                        + key.get(i).type().cast())
                .collect(joining(" and "));
        var sourceKey = Identifiers.quote(RowTable.SOURCE_KEY);
        return "update " + Identifiers.qualified(table.schema(), target.name()) + " t set " + sourceKey
                + " = u.item from unnest(" + arrays + ") as u(" + names + ", item) where " + match + " and t."
                + sourceKey + " is null";
    }
}
