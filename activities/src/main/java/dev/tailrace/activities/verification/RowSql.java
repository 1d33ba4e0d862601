package dev.tailrace.activities.verification;

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
import org.jspecify.annotations.Nullable;

/** How a target table is read: every column as Postgres prints it, made canonical here. Immutable and thread-safe. */
final class RowSql {
    private final RowTable table;
    private final String from;

    RowSql(String schema, RowTable table) {
        this.table = table;
        this.from = Identifiers.qualified(schema, table.name()) + " t";
    }

    /** All rows; read with {@link #row}. */
    String all() {
        return "select " + printed() + " from " + from;
    }

    /**
     * The rows of some keys; parameters: an array of text for each key column. Read with {@link #row}; behind the columns
     * stands xmin, the transaction that wrote the row last.
     */
    String byKey() {
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

    private String printed() {
        return table.columns().stream().map(c -> name(c) + "::text").collect(joining(", "));
    }

    private static String name(Column column) {
        return "t." + Identifiers.quote(column.name());
    }

    /** The row at the cursor. */
    Row row(ResultSet rows) throws SQLException {
        List<@Nullable String> cells = new ArrayList<>(table.columns().size());
        for (int i = 0; i < table.columns().size(); i++) {
            var printed = rows.getString(i + 1);
            cells.add(printed == null ? null : table.columns().get(i).type().canonical(printed));
        }
        return new Row(table, cells);
    }
}
