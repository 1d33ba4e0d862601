package dev.tailrace.activities.postgres.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.file.TargetOptions.Partition;
import dev.tailrace.activities.postgres.TargetSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("stack")
@Timeout(60)
class PartitionSqlTest {
    private static final Partition DAYS = new Partition("at", "day", "2026-01-31", "2026-02-01");

    private final Readings readings = new Readings("timestamptz");
    private DataSource database;

    @BeforeEach
    void empty() throws SQLException {
        database = Bench.database();
    }

    @ParameterizedTest
    @CsvSource({
        "date,        day,   2026-01-31, 2026-02-01, 2026-01-31 2026-02-01",
        "date,        month, 2026-01-31, 2026-02-01, 2026-01-01 2026-01-31 2026-02-28",
        "timestamp,   day,   2026-01-31, 2026-01-31, 2026-01-31T00:00:00 2026-01-31T23:59:59.999999",
        "timestamptz, day,   2026-01-31, 2026-01-31, 2026-01-31T00:00:00Z 2026-01-31T23:59:59.999999Z",
        "timestamptz, month, 9999-12-31, 9999-12-31, 9999-12-01T00:00:00Z 9999-12-31T23:59:59.999999Z"
    })
    void rowsOfTheRangeAreInItsPartitionsAndAllOthersInTheDefault(
            String type, String by, String from, String to, String inside) throws Exception {
        var those = new Readings(type);
        // Whatever the session's zone is.
        run("set time zone 'Asia/Tokyo'", those.ddl(new Partition("at", by, from, to)));
        var write = new TargetSql("public", those.table());
        try (var connection = connection()) {
            var rows = Stream.concat(
                            Arrays.stream(inside.split(" ")),
                            Stream.of("0001-01-01", "2025-12-31", "2026-03-01")
                                    .map(day -> type.equals("date") ? day : day + "T00:00:00")
                                    .map(day -> type.equals("timestamptz") ? day + "Z" : day))
                    .map(at -> those.row("d#" + at, 0))
                    .toList();
            write.upsert(connection, rows);
            connection.commit();
        }
        assertThat(one("select count(*) from \"read\"\"ings_default\"")).isEqualTo(3);
        assertThat(one("select count(*) from \"read\"\"ings\"")).isEqualTo(3 + inside.split(" ").length);
    }

    @Test
    void theEnginesStatementsDoAsOnAnyTable() throws Exception {
        run("", readings.ddl(DAYS));
        var write = new TargetSql("public", readings.table());
        var inside = readings.row("d#2026-02-01T10:00:00Z", 1);
        var outside = readings.row("d#2027-01-01T00:00:00Z", 1);
        try (var connection = connection()) {
            write.stage(connection, List.of(inside, outside));
            assertThat(write.insertStaged(connection)).isEqualTo(2);
            write.upsert(
                    connection,
                    List.of(readings.row("d#2026-02-01T10:00:00Z", 2), readings.row("e#2026-02-01T10:00:00Z", 2)));
            connection.commit();
            assertThat(one("select count(distinct t.xmin::text) from \"read\"\"ings\" t"))
                    .isEqualTo(1);
            write.stage(connection, List.of(inside, outside));
            assertThat(write.insertStaged(connection)).isZero();
            assertThat(write.delete(connection, List.of(inside.key(), outside.key())))
                    .isEqualTo(2);
            connection.commit();
        }
        assertThat(one("select count(*) from \"read\"\"ings\" where seconds = 2"))
                .isEqualTo(1);
    }

    /** A writer that is under way finishes first, whatever it goes on to; rows are moved then. */
    @Test
    void partitionsOfComingDaysTakeTheirRowsFromTheDefaultBesideWriters() throws Exception {
        run("", readings.ddl(DAYS));
        var write = new TargetSql("public", readings.table());
        var goes = readings.row("goes#2026-02-02T10:00:00Z", 1);
        try (var writing = connection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            write.upsert(writing, List.of(readings.row("stays#2026-02-02T10:00:00Z", 1), goes));
            writing.commit();
            write.upsert(writing, List.of(readings.row("later#2026-02-04T00:00:00Z", 1)));
            var made = threads.submit(() -> one("select \"partition_read\"\"ings\"('2026-02-01', '2026-02-03')"));
            while (one("select count(*) from pg_locks where not granted") == 0 && !made.isDone()) {
                Thread.onSpinWait();
            }
            assertThat(write.delete(writing, List.of(goes.key()))).isEqualTo(1);
            writing.commit();
            assertThat(made.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        }
        assertThat(one("select count(*) from \"read\"\"ings_20260202\" where device = 'stays'"))
                .isEqualTo(1);
        assertThat(one("select count(*) from \"read\"\"ings\"")).isEqualTo(2);
        assertThat(one("select count(*) from \"read\"\"ings_default\"")).isEqualTo(1);
        assertThat(one("select \"partition_read\"\"ings\"('2026-02-01', '2026-02-03')"))
                .isZero();
    }

    @Test
    void asManyPartitionsAsThereMayBeAreMadeInOneTransaction() throws Exception {
        run("", readings.ddl(new Partition("at", "day", "2026-01-01", "2027-02-04")));
        assertThat(one("select count(*) from pg_inherits")).isEqualTo(2 * 401);
    }

    private Connection connection() throws SQLException {
        var connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private void run(String settings, List<String> statements) throws SQLException {
        try (var connection = connection();
                var any = connection.createStatement()) {
            any.execute(settings);
            for (var statement : statements) {
                any.execute(statement);
            }
            connection.commit();
        }
    }

    private long one(String query) {
        return DSL.using(database, SQLDialect.POSTGRES).fetchSingle(query).get(0, Long.class);
    }
}
