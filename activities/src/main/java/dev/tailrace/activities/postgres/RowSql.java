package dev.tailrace.activities.postgres;

import static java.util.stream.Collectors.joining;

import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.RowTable.Column;
import dev.tailrace.mappers.mapping.Identifiers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a target table is read: every column as Postgres prints it, made canonical here. Immutable and thread-safe. */
public final class RowSql {
    private final RowTable table;
    private final String from;

    public RowSql(String schema, RowTable table) {
        this.table = table;
        this.from = Identifiers.qualified(schema, table.name()) + " t";
    }

    /** All rows; read with {@link #row}. */
    public String all() {
        return "select " + printed() + " from " + from;
    }

    /**
     * The rows of some keys; parameters: an array of text for each key column. Read with {@link #row}; behind the columns
     * stands xmin, the transaction that wrote the row last.
     */
    public String byKey() {
        var keys = table.key();
        var arrays = IntStream.range(0, keys.size()).mapToObj(i -> "?::text[]").collect(joining(", "));
        var names = IntStream.range(0, keys.size()).mapToObj(i -> "k" + i).collect(joining(", "));
        var match = IntStream.range(0, keys.size())
                .mapToObj(i -> name(keys.get(i)) + " = u.k" + i + "::"
                        + keys.get(i).type().cast())
                .collect(joining(" and "));
        return "select " + printed() + ", t.xmin::text from " + from + " join unnest(" + arrays + ") as u(" + names
                + ") on " + match;
    }

    /**
     * The rows that have certain cells, each row as often as a set of them is given; parameters: an array of text for each of the columns.
     * Read with {@link #row}. An index that begins with the columns serves it.
     *
     * @param columns those in which they have them, at least one
     * @param absent those in which they have NULL
     */
    String having(List<Integer> columns, List<Integer> absent) {
        var arrays = columns.stream().map(c -> "?::text[]").collect(joining(", "));
        var names = IntStream.range(0, columns.size()).mapToObj(i -> "k" + i).collect(joining(", "));
        var match = IntStream.range(0, columns.size())
                .mapToObj(i -> name(column(columns.get(i))) + " = u.k" + i + "::"
                        + column(columns.get(i)).type().cast());
        var none = absent.stream().map(c -> name(column(c)) + " is null");
        return "select " + printed() + " from " + from + " join unnest(" + arrays + ") as u(" + names + ") on "
                + Stream.concat(match, none).collect(joining(" and "));
    }

    /**
     * Rows of an owned table that name no item, in the order of their key, locked; parameters: the cells of the key behind which they
     * begin, if there is one, and how many there are at most. Read with {@link #row}.
     */
    String nameless(boolean behind) {
        var key = table.key().stream().map(RowSql::name).collect(joining(", "));
        var from = table.key().stream().map(c -> "?::" + c.type().ddl()).collect(joining(", "));
        return all() + " where t." + Identifiers.quote(RowTable.SOURCE_KEY) + " is null"
                + (behind ? " and (" + key + ") > (" + from + ")" : "") + " order by " + key
                + " limit ? for update of t";
    }

    private Column column(int at) {
        return table.columns().get(at);
    }

    private String printed() {
        return table.columns().stream().map(c -> name(c) + "::text").collect(joining(", "));
    }

    private static String name(Column column) {
        return "t." + Identifiers.quote(column.name());
    }

    /** The row at the cursor. */
    public Row row(ResultSet rows) throws SQLException {
        List<@Nullable String> cells = new ArrayList<>(table.columns().size());
        for (int i = 0; i < table.columns().size(); i++) {
            var printed = rows.getString(i + 1);
            cells.add(printed == null ? null : table.columns().get(i).type().canonical(printed));
        }
        return new Row(table, cells);
    }
}
