package dev.tailrace.activities.index;

import dev.tailrace.activities.plugin.Plugins;
import dev.tailrace.activities.plugin.TableMapper;
import dev.tailrace.activities.store.SourceIndex;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Holding;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.mapping.TargetDdl;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a source table's secondary indexes. Each is carried over to every target table that has its key attributes as
 * columns; a row without the partition key is in no index at the source, and in none at the target.
 *
 * @param indexes to be built, by the source's index, then by table
 * @param left the source's indexes that no table gets, a sentence each
 */
public record IndexPlan(List<TargetIndex> indexes, List<String> left) {
    /** Types of one small size: what an index can carry besides its columns without growing past what Postgres takes. */
    private static final Set<String> SMALL = Set.of(
            "smallint",
            "integer",
            "bigint",
            "real",
            "double precision",
            "boolean",
            "date",
            "timestamptz",
            "timestamp",
            "uuid");

    public IndexPlan {
        indexes = List.copyOf(indexes);
        left = List.copyOf(left);
    }

    /** @param holdings where the tables have the source's attributes */
    public static IndexPlan of(List<SourceIndex> source, String schema, List<RowTable> tables, List<Holding> holdings) {
        var indexes = new ArrayList<TargetIndex>();
        var left = new ArrayList<String>();
        for (var index : source) {
            int before = indexes.size();
            for (var table : tables) {
                var columns = holdings.stream()
                        .filter(h -> h.table().equals(table.name()))
                        .collect(Collectors.toMap(Holding::attribute, Holding::columns));
                var target = index(index, schema, table, columns);
                if (target != null) {
                    indexes.add(target);
                }
            }
            if (indexes.size() == before) {
                left.add("The %s (%s): no target table has these as columns that an index takes."
                        .formatted(index.title(), String.join(", ", index.key())));
            }
        }
        return new IndexPlan(indexes, left);
    }

    /** Of a table of a migration that runs, as its source is now. */
    public static IndexPlan of(LoadedTable table, Plugins plugins) {
        if (!(TableMapper.of(table.spec().mapper(), table.keys(), plugins, "/mapping")
                instanceof TableMapper.Answer.Ok ok)) {
            throw new IllegalStateException("Cannot plan indexes: the mapping does not compile any more.");
        }
        return of(
                table.source().indexes(),
                table.schema(),
                ok.mapper().mapper().tables(),
                ok.mapper().holdings());
    }

    private static @Nullable TargetIndex index(
            SourceIndex index, String schema, RowTable table, Map<String, List<String>> held) {
        if (!held.keySet().containsAll(index.key())) {
            return null;
        }
        var columns = new LinkedHashSet<String>();
        index.key().forEach(attribute -> columns.addAll(held.getOrDefault(attribute, List.of())));
        if (!columns.stream().allMatch(name -> ordered(type(table, name)))) {
            return null;
        }
        var first = columns.getFirst();
        boolean always = table.key().stream().anyMatch(c -> c.name().equals(first));
        var name = Identifiers.cut(table.name() + "_" + index.name());
        var ordered = List.copyOf(columns);
        var definition =
                TargetDdl.indexDefinition(ordered, always ? null : first, included(index, table, held, columns));
        return new TargetIndex(index.title(), schema, table.name(), name, ordered, definition, true);
    }

    /** All that the source's index projects, if each is a column of a small type; else none: an index-only scan needs all. */
    private static List<String> included(
            SourceIndex index, RowTable table, Map<String, List<String>> held, Set<String> columns) {
        var included = new LinkedHashSet<String>();
        for (var attribute : index.included()) {
            var its = held.getOrDefault(attribute, List.of());
            if (its.isEmpty()
                    || !its.stream().allMatch(name -> columns.contains(name) || SMALL.contains(type(table, name)))) {
                return List.of();
            }
            included.addAll(its);
        }
        included.removeAll(columns);
        return List.copyOf(included);
    }

    private static boolean ordered(String type) {
        return !type.startsWith("json") && !type.endsWith("[]");
    }

    private static String type(RowTable table, String column) {
        return table.columns().stream()
                .filter(c -> c.name().equals(column))
                .map(c -> c.type().cast())
                .findFirst()
                .orElseThrow();
    }
}
