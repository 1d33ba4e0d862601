package dev.tailrace.activities.postgres.ddl;

import static dev.tailrace.mappers.column.Bounds.literal;

import dev.tailrace.activities.file.TargetOptions.Partition;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Identifiers;
import java.util.List;

/** Range partitions by time. A DEFAULT partition takes what no other does, so no row is refused. */
public final class PartitionSql {
    private static final int LONGEST_SUFFIX = "_20260131".length();

    /**
     * Rows of new ranges are in the DEFAULT partition. Writers are kept out from the beginning: it and a writer of a row that it has moved
     * would wait for each other. Who has to wait too long gives up.
     */
    private static final String BODY = """
            DECLARE
              day date := date_trunc('%6$s', since);
              part text;
              low text;
              high text;
              made integer := 0;
            BEGIN
              LOCK TABLE %1$s IN EXCLUSIVE MODE;
              WHILE day <= until LOOP
                part := format('%%I.%%I', %2$s, %3$s || to_char(day, %4$s));
                IF to_regclass(part) IS NULL THEN
                  low := to_char(day, 'YYYY-MM-DD') || %5$s;
                  high := to_char(day + interval '1 %6$s', 'YYYY-MM-DD') || %5$s;
                  EXECUTE format('CREATE TABLE %%s (LIKE %%s INCLUDING ALL)', part, %7$s);
                  EXECUTE format('WITH moved AS (DELETE FROM %%1$s WHERE %%2$I >= %%3$L AND %%2$I < %%4$L RETURNING *)'
                    ' INSERT INTO %%5$s SELECT * FROM moved', %8$s, %9$s, low, high, part);
                  EXECUTE format('ALTER TABLE %%s ATTACH PARTITION %%s FOR VALUES FROM (%%L) TO (%%L)', %7$s, part, low, high);
                  made := made + 1;
                END IF;
                day := day + interval '1 %6$s';
              END LOOP;
              RETURN made;
            END
            """;

    private PartitionSql() {}

    /** The statements that make a partitioned table's partitions, and the function that makes those of coming days. */
    public static List<String> partitions(String schema, RowTable table, Partition partition) {
        return List.of(
                "CREATE TABLE %s PARTITION OF %s DEFAULT"
                        .formatted(defaultName(schema, table), FunctionSql.qualified(schema, table.name())),
                function(schema, table, partition),
                "SELECT %s(%s, %s)"
                        .formatted(
                                FunctionSql.qualified(schema, name(table)),
                                literal(partition.from()),
                                literal(partition.to())));
    }

    /** The name of the DEFAULT partition, with its schema, quoted. */
    public static String defaultName(String schema, RowTable table) {
        return FunctionSql.qualified(schema, base(table) + "_default");
    }

    /** A call for coming days, for people. */
    public static String call(String schema, RowTable table) {
        return "SELECT %s(current_date, current_date + 30)".formatted(FunctionSql.qualified(schema, name(table)));
    }

    private static String function(String schema, RowTable table, Partition partition) {
        var parent = FunctionSql.qualified(schema, table.name());
        boolean zoned = table.columns().stream()
                .anyMatch(
                        c -> c.name().equals(partition.of()) && c.type().cast().equals("timestamptz"));
        return FunctionSql.create(
                schema,
                name(table),
                "(since date, until date) RETURNS integer LANGUAGE plpgsql SET lock_timeout = '5s'",
                BODY.formatted(
                        parent,
                        literal(schema),
                        literal(base(table) + "_"),
                        literal(partition.by().equals("day") ? "YYYYMMDD" : "YYYYMM"),
                        literal(zoned ? " 00:00:00+00" : ""),
                        partition.by(),
                        literal(parent),
                        literal(defaultName(schema, table)),
                        literal(partition.of())));
    }

    private static String name(RowTable table) {
        return "partition_" + table.name();
    }

    private static String base(RowTable table) {
        return Identifiers.cut(table.name(), Identifiers.LONGEST - LONGEST_SUFFIX);
    }
}
