package dev.tailrace.activities.postgres.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.file.TargetOptions.Partition;
import dev.tailrace.activities.file.TargetOptions.Prune;
import dev.tailrace.activities.postgres.TargetSql;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapping.TargetDdl;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("stack")
@Timeout(60)
class PruneSqlTest {
    private static final Instant NOW = Instant.now();

    private final Readings readings = new Readings("timestamptz");

    @ParameterizedTest
    @CsvSource({"expires, false", "expires, true", "seconds, false", "seconds, true"})
    void whatHasExpiredGoesInBatchesAndNothingElse(String column, boolean partitioned) throws Exception {
        var expires = readings.table().columns().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 5; i++) {
            rows.add(row("gone" + i, -1 - i));
        }
        rows.add(row("stays", 1));
        rows.add(row("stays for years", -5 * 366));
        try (var connection = connection(partitioned, rows)) {
            make(
                    connection,
                    PruneSql.expired("public", readings.table(), expires).orElseThrow());
            assertThat(call(connection, "select \"prune_read\"\"ings\"(3)")).isEqualTo(3);
            assertThat(call(connection, "select \"prune_read\"\"ings\"(3)")).isEqualTo(2);
            assertThat(call(connection, PruneSql.call("public", readings.table())))
                    .isZero();
            assertThat(call(connection, "select count(*) from \"read\"\"ings\" where device like 'stays%'"))
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"timestamptz", "timestamp", "date"})
    void whatIsOlderThanTheFileSaysGoes(String type) throws Exception {
        var those = new Readings(type);
        var rows = new ArrayList<Row>();
        for (int days : List.of(88, 92)) {
            var at = NOW.minus(Duration.ofDays(days)).toString().substring(0, type.equals("date") ? 10 : 19);
            rows.add(those.row(days + "#" + at + (type.equals("timestamptz") ? "Z" : ""), 0));
        }
        try (var connection = Bench.database().getConnection()) {
            for (var ddl : TargetDdl.createTable("public", those.table())) {
                make(connection, ddl);
            }
            new TargetSql("public", those.table()).upsert(connection, rows);
            make(connection, PruneSql.aged("public", those.table(), new Prune("at", 90)));
            assertThat(call(connection, "select \"prune_read\"\"ings_by_age\"()"))
                    .isEqualTo(1);
            assertThat(call(connection, "select count(*) from \"read\"\"ings\" where device = '88'"))
                    .isEqualTo(1);
        }
    }

    private Row row(String device, long days) {
        var at = NOW.plus(Duration.ofDays(days));
        return readings.row(device + "#" + at.toString().substring(0, 19) + "Z", at.getEpochSecond());
    }

    private Connection connection(boolean partitioned, List<Row> rows) throws Exception {
        var connection = Bench.database().getConnection();
        var tomorrow = NOW.plus(Duration.ofDays(1)).toString().substring(0, 10);
        var before = NOW.minus(Duration.ofDays(3)).toString().substring(0, 10);
        var ddl = partitioned
                ? readings.ddl(new Partition("at", "day", before, tomorrow))
                : TargetDdl.createTable("public", readings.table());
        for (var statement : ddl) {
            make(connection, statement);
        }
        new TargetSql("public", readings.table()).upsert(connection, rows);
        return connection;
    }

    private static void make(Connection connection, String statement) throws Exception {
        try (var any = connection.createStatement()) {
            any.execute(statement);
        }
    }

    private static long call(Connection connection, String query) {
        return DSL.using(connection, SQLDialect.POSTGRES).fetchSingle(query).get(0, Long.class);
    }
}
