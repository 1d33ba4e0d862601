package dev.tailrace.activities.verification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailrace.mappers.mapper.Copied;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.verify.ColumnTotal;
import dev.tailrace.verify.CountedSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The totals of both sides, next to each other. As JSON text they are stored with the verdict; its field names are persisted, its counts
 * and sums are strings.
 */
final class Totals {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CountedSource.Counts source;
    private final List<TargetTotals> target;

    /** @param target all tables of the mapping, in its order */
    Totals(CountedSource.Counts source, List<TargetTotals> target) {
        this.source = source;
        this.target = List.copyOf(target);
    }

    /** Rows that the source's items make for a table. */
    long sourceRows(TargetTotals table) {
        return source.rows().getOrDefault(table.table(), 0L);
    }

    /** The columns of a table whose totals differ. */
    List<String> differing(TargetTotals table) {
        return table.totals().stream()
                .filter(total -> !total.equals(source(total.column())))
                .map(total -> total.column().column())
                .toList();
    }

    private ColumnTotal source(Copied column) {
        return source.totals().stream()
                .filter(total -> total.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /** @param tables of the mapping */
    String json(List<RowTable> tables) {
        var root = JSON.createObjectNode();
        var all = root.putArray("tables");
        for (var table : target) {
            var node = all.addObject();
            node.put("table", table.table());
            node.put("sourceRows", Long.toString(sourceRows(table)));
            node.put("targetRows", Long.toString(table.rows()));
            node.put("sql", table.sql());
            var columns = node.putArray("columns");
            for (var total : table.totals()) {
                var one = columns.addObject();
                one.put("column", total.column().column());
                one.put("attribute", total.column().attribute());
                one.put("kind", total.column().kind().name().toLowerCase(Locale.ROOT));
                put(one.putObject("source"), source(total.column()));
                put(one.putObject("target"), total);
            }
            var compared = compared(table);
            var left = node.putArray("notCompared");
            tables.stream()
                    .filter(t -> t.name().equals(table.table()))
                    .flatMap(t -> t.columns().stream())
                    .map(RowTable.Column::name)
                    .filter(name -> !compared.contains(name))
                    .forEach(left::add);
        }
        return root.toString();
    }

    private static void put(ObjectNode node, ColumnTotal total) {
        node.put("values", Long.toString(total.values()));
        node.put("absent", Long.toString(total.absent()));
        if (total.sum() != null) {
            node.put("sum", total.sum());
        }
        if (total.min() != null) {
            node.put("min", total.min());
        }
        if (total.max() != null) {
            node.put("max", total.max());
        }
    }

    private static Set<String> compared(TargetTotals table) {
        return table.totals().stream().map(total -> total.column().column()).collect(Collectors.toSet());
    }
}
