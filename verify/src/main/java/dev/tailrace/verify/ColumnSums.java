package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Copied;
import dev.tailrace.mappers.mapper.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums up the attributes of items, by the tables in which the items have rows, and counts the rows. Not thread-safe. */
final class ColumnSums {
    private final List<Copied> columns;
    private final Map<String, List<ColumnSum>> byTable = new HashMap<>();
    private final TreeMap<String, Long> rows = new TreeMap<>();

    ColumnSums(List<Copied> columns) {
        this.columns = List.copyOf(columns);
        columns.forEach(column ->
                byTable.computeIfAbsent(column.table(), t -> new ArrayList<>()).add(new ColumnSum(column)));
    }

    /** Adds an item's attributes, as they are, to the sums of a table in which it has a row. */
    void add(Item item, Row row) {
        count(row);
        byTable.getOrDefault(row.table().name(), List.of()).forEach(sum -> sum.add(item));
    }

    /** Counts a row that several items make together. */
    void count(Row row) {
        rows.merge(row.table().name(), 1L, Long::sum);
    }

    /** Adds what another has, of the same columns. */
    void add(ColumnSums other) {
        other.rows.forEach((table, count) -> rows.merge(table, count, Long::sum));
        byTable.forEach((table, sums) -> {
            var others = other.byTable.getOrDefault(table, List.of());
            for (int i = 0; i < others.size(); i++) {
                sums.get(i).add(others.get(i));
            }
        });
    }

    /** Rows by table; a table without is left out. */
    SortedMap<String, Long> rows() {
        return rows;
    }

    /** In the order of the columns. */
    List<ColumnTotal> totals() {
        var totals = new ArrayList<ColumnTotal>();
        var next = new HashMap<String, Integer>();
        for (var column : columns) {
            int at = next.merge(column.table(), 1, Integer::sum) - 1;
            totals.add(byTable.getOrDefault(column.table(), List.of()).get(at).total());
        }
        return totals;
    }
}
