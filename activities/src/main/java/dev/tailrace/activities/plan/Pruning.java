package dev.tailrace.activities.plan;

import dev.tailrace.activities.plugin.TableMapper;
import dev.tailrace.activities.postgres.ddl.PruneSql;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How rows expire once the target owns the data, where the attribute by which items do is a column. */
final class Pruning {
    private final List<String> functions = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();

    /** @param ttl the attribute; null: items do not expire, or it is not known */
    Pruning(List<TablePlan.Target> targets, TableMapper mapping, @Nullable String ttl) {
        for (var held : mapping.holdings()) {
            if (!held.attribute().equals(ttl) || held.columns().size() != 1) {
                continue;
            }
            var table = mapping.mapper().tables().stream()
                    .filter(t -> t.name().equals(held.table()))
                    .findFirst()
                    .orElseThrow();
            var schema = targets.getFirst().schema();
            table.columns().stream()
                    .filter(column -> held.columns().contains(column.name()))
                    .forEach(column -> PruneSql.expired(schema, table, column)
                            .ifPresent(function -> add(schema, table, column, function)));
        }
    }

    private void add(String schema, RowTable table, RowTable.Column column, String function) {
        functions.add(function);
        sentences.add(
                ("Rows of %s expire by %s. Once the target owns the data, with the function that plan --ddl has, again and"
                                + " again: %s")
                        .formatted(table.name(), column.name(), PruneSql.call(schema, table)));
    }

    List<String> sentences() {
        return sentences;
    }

    /** The same with the functions in front. */
    TablePlan.Later and(TablePlan.Later later) {
        return new TablePlan.Later(
                Stream.concat(functions.stream(), later.functions().stream()).toList(),
                later.constraints(),
                later.foreignKeys());
    }
}
