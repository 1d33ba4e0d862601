package dev.tailrace.activities.verification;

import static java.util.stream.Collectors.joining;

import dev.tailrace.activities.file.TargetOptions.ForeignKey;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Identifiers;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The statements that find what a constraint would refuse: each row has how many there are in all, and one of them. */
final class ConstraintSelect {
    private ConstraintSelect() {}

    /** Columns: how many values, a value, in how many rows, the keys of two of them. SQL NULL is never twice. */
    static String duplicates(String schema, RowTable table, List<String> columns, int most) {
        return """
                with twice as (
                  select %1$s as value, count(*) as rows, min(tailrace_key) as one, max(tailrace_key) as other
                    from (select %2$s, %3$s as tailrace_key from %4$s t where %5$s) as t group by %2$s having count(*) > 1)
                select (select count(*) from twice), value, rows, one, other from twice order by value collate "C" limit %6$d""".formatted(
                        json(columns),
                        each(columns, ConstraintSelect::of, ", "),
                        json(key(table)),
                        Identifiers.qualified(schema, table.name()),
                        each(columns, c -> of(c) + " is not null", " and "),
                        most);
    }

    /** Columns: how many rows, the key of one, what it refers to. A reference that is NULL in part refers to nothing. */
    static String orphans(String schema, RowTable table, ForeignKey reference, int most) {
        var columns = reference.columns();
        return """
                with orphan as (
                  select %1$s as key, %2$s as value from %3$s t
                   where %4$s and not exists (select from %5$s o where %6$s))
                select (select count(*) from orphan), key, value from orphan order by key collate "C" limit %7$d""".formatted(
                json(key(table)),
                json(columns),
                Identifiers.qualified(schema, table.name()),
                each(columns, c -> of(c) + " is not null", " and "),
                Identifiers.qualified(schema, reference.references()),
                IntStream.range(0, columns.size())
                        .mapToObj(i -> "o." + Identifiers.quote(reference.key().get(i)) + " = " + of(columns.get(i)))
                        .collect(joining(" and ")),
                most);
    }

    private static List<String> key(RowTable table) {
        return table.key().stream().map(RowTable.Column::name).toList();
    }

    private static String json(List<String> columns) {
        return "jsonb_build_array(" + each(columns, c -> of(c) + "::text", ", ") + ")::text";
    }

    private static String each(List<String> columns, Function<String, String> part, String between) {
        return columns.stream().map(part).collect(joining(between));
    }

    private static String of(String column) {
        return "t." + Identifiers.quote(column);
    }
}
