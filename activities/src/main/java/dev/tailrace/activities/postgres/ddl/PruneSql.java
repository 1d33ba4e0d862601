package dev.tailrace.activities.postgres.ddl;

import static java.util.stream.Collectors.joining;

import dev.tailrace.activities.file.TargetOptions.Prune;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.RowTable.Column;
import dev.tailrace.mappers.mapping.Identifiers;
import java.util.List;
import java.util.Optional;

/** Functions that delete old rows, some at a time: each call is one transaction, and holds few locks, briefly. */
public final class PruneSql {
    private static final List<String> NUMBERS = List.of("bigint", "integer", "numeric");

    /** Rows that someone has locked are left for the next call. */
    private static final String BODY = """
              WITH old AS (
                SELECT %2$s FROM %1$s t WHERE %3$s LIMIT $1 FOR UPDATE SKIP LOCKED),
              gone AS (
                DELETE FROM %1$s t USING old WHERE %4$s AND %3$s RETURNING 1)
              SELECT count(*) FROM gone
            """;

    private PruneSql() {}

    /**
     * The function that deletes what has expired, as DynamoDB would: what expired more than five years ago stays (source: AWS
     * documentation, time to live). Empty if the column holds no times, nor seconds since 1970.
     */
    public static Optional<String> expired(String schema, RowTable table, Column expires) {
        var type = expires.type().cast();
        var c = "t." + Identifiers.quote(expires.name());
        if (type.equals("timestamptz")) {
            return Optional.of(
                    function(schema, table, name(table), c + " < now() AND " + c + " > now() - interval '5 years'"));
        }
        if (NUMBERS.contains(type) || type.startsWith("numeric(")) {
            var now = "extract(epoch FROM now()";
            return Optional.of(function(
                    schema,
                    table,
                    name(table),
                    "%1$s < %2$s)::bigint AND %1$s > %2$s - interval '5 years')::bigint".formatted(c, now)));
        }
        return Optional.empty();
    }

    /** The function that deletes what is older than the file says; a time without a zone is UTC. */
    public static String aged(String schema, RowTable table, Prune prune) {
        var column = table.columns().stream()
                .filter(c -> c.name().equals(prune.of()))
                .findFirst()
                .orElseThrow();
        var now = column.type().cast().equals("timestamptz") ? "now()" : "(now() AT TIME ZONE 'UTC')";
        return function(
                schema,
                table,
                name(table) + "_by_age",
                "t.%s < %s - interval '%d days'".formatted(Identifiers.quote(prune.of()), now, prune.days()));
    }

    /** A call, for people: until it returns 0. */
    public static String call(String schema, RowTable table) {
        return "SELECT " + FunctionSql.qualified(schema, name(table)) + "()";
    }

    private static String function(String schema, RowTable table, String name, String condition) {
        var key = table.key().stream()
                .map(c -> "t." + Identifiers.quote(c.name()))
                .collect(joining(", "));
        var match = table.key().stream()
                .map(c -> "t.%1$s = old.%1$s".formatted(Identifiers.quote(c.name())))
                .collect(joining(" AND "));
        return FunctionSql.create(
                schema,
                name,
                "(most integer DEFAULT 10000) RETURNS bigint LANGUAGE sql",
                BODY.formatted(FunctionSql.qualified(schema, table.name()), key, condition, match));
    }

    private static String name(RowTable table) {
        return "prune_" + table.name();
    }
}
