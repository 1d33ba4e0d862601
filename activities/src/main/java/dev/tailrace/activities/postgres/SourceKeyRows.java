package dev.tailrace.activities.postgres;

import static java.util.stream.Collectors.joining;

import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowLookup;
import dev.tailrace.mappers.mapper.RowLookup.Match;
import dev.tailrace.mappers.mapper.RowTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the target which rows claim source keys (R10): all rows of all tables, by one statement for each table. Rows are found through the
 * primary key or an index of {@link dev.tailrace.activities.index.WayBackIndexes}. Immutable; thread-safe.
 */
public final class SourceKeyRows {
    private final ReversibleMapper mapper;
    private final Map<String, RowSql> sql;

    public SourceKeyRows(LoadedTable table, ReversibleMapper mapper) {
        this.mapper = mapper;
        sql = mapper.tables().stream().collect(Collectors.toMap(RowTable::name, t -> new RowSql(table.schema(), t)));
    }

    /**
     * What claims a key.
     *
     * @param rows in no order; all of them, unless it cannot be told
     * @param unknown why it cannot be told which rows claim the key, one sentence: nothing follows from the rows then. Null: it can
     */
    public record Claimants(List<Row> rows, @Nullable String unknown) {
        public Claimants {
            rows = List.copyOf(rows);
        }
    }

    /** Which cells are asked for. */
    private record Shape(List<Integer> columns, List<Integer> absent) {
        static Shape of(List<Match> all) {
            return new Shape(
                    all.stream()
                            .filter(m -> m.cell() != null)
                            .map(Match::column)
                            .toList(),
                    all.stream()
                            .filter(m -> m.cell() == null)
                            .map(Match::column)
                            .toList());
        }
    }

    /**
     * Reads them.
     *
     * @param connection in a transaction that sees one moment ({@link dev.tailrace.activities.lane.Transaction#snapshot}): rows of two
     *     moments make items that never were
     * @param keys some hundred at most; each holds the key attributes alone. Of a part: the key of its row's first part
     * @return an answer for each
     */
    public Map<Item, Claimants> read(Connection connection, Collection<Item> keys) throws SQLException {
        var rows = new LinkedHashMap<Item, List<Row>>();
        var unknown = new HashMap<Item, String>();
        var asked = new LinkedHashMap<RowTable, Set<List<Match>>>();
        for (var key : keys) {
            rows.put(key, new ArrayList<>());
            for (var lookup : mapper.lookups(key)) {
                switch (lookup) {
                    case RowLookup.Rows found ->
                        asked.computeIfAbsent(found.table(), t -> new LinkedHashSet<>())
                                .addAll(found.anyOf());
                    case RowLookup.Unknown none -> unknown.putIfAbsent(key, none.why());
                }
            }
        }
        for (var table : asked.entrySet()) {
            if (!table.getValue().isEmpty()) {
                for (var row : read(connection, table.getKey(), table.getValue())) {
                    // R10: what an index finds may claim another key, such as one that a shard computed of the same
                    // column is part of.
                    var key = claimedKey(row);
                    var claimed = key == null ? null : rows.get(key);
                    if (claimed != null) {
                        claimed.add(row);
                    }
                }
            }
        }
        var answers = new LinkedHashMap<Item, Claimants>();
        rows.forEach((key, its) -> answers.put(key, new Claimants(its, unknown.get(key))));
        return answers;
    }

    /** Null where it claims none, which whoever reads the outbox names ({@link OutboxKeys.Stray}). */
    private @Nullable Item claimedKey(Row row) {
        try {
            return mapper.claimedKey(row);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private List<Row> read(Connection connection, RowTable table, Collection<List<Match>> anyOf) throws SQLException {
        var read = Objects.requireNonNull(sql.get(table.name()), "a table of the mapping");
        var shapes = anyOf.stream().collect(Collectors.groupingBy(Shape::of, LinkedHashMap::new, Collectors.toList()));
        var statement = shapes.keySet().stream()
                .map(shape -> read.having(shape.columns(), shape.absent()))
                .collect(joining(" union all "));
        var found = new ArrayList<Row>();
        try (var query = connection.prepareStatement(statement)) {
            int at = 1;
            for (var shape : shapes.entrySet()) {
                for (int column : shape.getKey().columns()) {
                    var cells = shape.getValue().stream().map(all -> cell(all, column));
                    query.setArray(at++, array(connection, cells));
                }
            }
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(read.row(rows));
                }
            }
        }
        return found;
    }

    private static java.sql.Array array(Connection connection, Stream<@Nullable String> cells) throws SQLException {
        return connection.createArrayOf("text", cells.toArray());
    }

    private static @Nullable String cell(List<Match> all, int column) {
        return all.stream()
                .filter(match -> match.column() == column)
                .findFirst()
                .orElseThrow()
                .cell();
    }
}
