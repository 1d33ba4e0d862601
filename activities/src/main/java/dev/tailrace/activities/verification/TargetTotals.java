package dev.tailrace.activities.verification;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.mapper.Copied;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.verify.ColumnTotal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The totals of a target table, by one statement, so of one moment.
 *
 * @param totals of the columns that copy an attribute, in the mapper's order
 * @param sql what was run, for whoever wants to run it again
 */
record TargetTotals(String table, long rows, List<ColumnTotal> totals, String sql) {
    TargetTotals {
        totals = List.copyOf(totals);
    }

    static TargetTotals read(LoadedTable table, RowTable target, Heartbeat heartbeat)
            throws SQLException, InterruptedException {
        var columns = table.mapper().copied().stream()
                .filter(column -> column.table().equals(target.name()))
                .toList();
        var sql = sql(table.schema(), target.name(), columns);
        var cells = LongSelect.rows(table.target(), heartbeat, sql).getFirst().iterator();
        long rows = count(cells);
        var totals = new ArrayList<ColumnTotal>();
        for (var column : columns) {
            totals.add(total(column, rows, cells));
        }
        return new TargetTotals(target.name(), rows, totals, sql);
    }

    static String sql(String schema, String table, List<Copied> columns) {
        return Stream.concat(Stream.of("count(*)"), columns.stream().flatMap(TargetTotals::aggregates))
                .collect(Collectors.joining(", ", "select ", " from " + Identifiers.qualified(schema, table)));
    }

    private static Stream<String> aggregates(Copied column) {
        var name = Identifiers.quote(column.column());
        return switch (column.kind()) {
            case NUMBER ->
                Stream.of("count(" + name + ")", "sum(" + name + ")", "min(" + name + ")", "max(" + name + ")");
            case TEXT, BYTES -> {
                var length = "octet_length(" + name + ")";
                yield Stream.of(
                        "count(" + name + ")", "sum(" + length + ")", "min(" + length + ")", "max(" + length + ")");
            }
            case BOOLEAN -> Stream.of("count(" + name + ")", "count(*) filter (where " + name + ")");
            case JSON, OTHER -> Stream.of("count(" + name + ")");
        };
    }

    private static ColumnTotal total(Copied column, long rows, Iterator<@Nullable String> cells) {
        long values = count(cells);
        return switch (column.kind()) {
            case NUMBER, TEXT, BYTES -> {
                var sum = canonical(cells.next());
                yield new ColumnTotal(
                        column,
                        values,
                        rows - values,
                        sum == null ? "0" : sum,
                        canonical(cells.next()),
                        canonical(cells.next()));
            }
            case BOOLEAN -> new ColumnTotal(column, values, rows - values, canonical(cells.next()), null, null);
            case JSON, OTHER -> new ColumnTotal(column, values, rows - values, null, null, null);
        };
    }

    private static long count(Iterator<@Nullable String> cells) {
        return Long.parseLong(Objects.requireNonNull(cells.next(), "a count"));
    }

    /** NaN, which is no value of the source, stays as it is. */
    private static @Nullable String canonical(@Nullable String printed) {
        return printed == null ? null : NumberText.stripped(printed);
    }
}
