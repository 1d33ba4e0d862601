package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** Transactions mean the same whatever a role, a database or a server has for defaults. */
@Tag("stack")
@Timeout(60)
class StatedSettingsTest {
    private static final List<String> NAMES = List.of(
            "transaction_isolation",
            "idle_in_transaction_session_timeout",
            "statement_timeout",
            "lock_timeout",
            "synchronous_commit",
            "array_nulls",
            "standard_conforming_strings",
            "intervalstyle",
            "bytea_output",
            "row_security",
            "timezone",
            "datestyle",
            "extra_float_digits");

    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench();
    }

    /** For connections made from now on. */
    private void byDefault(String setting, String value) {
        var database = bench.one(String.class, "select current_database()::text");
        bench.run("alter role postgres in database %s set %s = '%s'".formatted(database, setting, value));
    }

    /** R4: it waits for the barrier, and has to see that it is up. Else it leaves a tombstone that no one purges any more. */
    @Test
    void aDeletedRowStaysDeletedWhereTheDefaultIsASnapshotForAWholeTransaction() throws Exception {
        byDefault("default_transaction_isolation", "repeatable read");
        new Copying(bench, 1).last(item("a", "x", 1));
        var capture = new Capturing(bench, 1).change(item("a", "x", 1), null);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var raising = bench.connection()) {
            var sql = DSL.using(raising, SQLDialect.POSTGRES);
            Passes.lockBarrier(sql, bench.passId);
            var applied = threads.submit(capture::apply);
            bench.untilALockIsWaitedFor();
            sql.execute("update tailrace.pass set barrier_at = clock_timestamp() where id = ?", bench.passId);
            raising.commit();
            applied.get(20, TimeUnit.SECONDS);
        }
        assertThat(bench.rows()).isEmpty();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.tombstone"))
                .isZero();
    }

    @Test
    void noDefaultHoldsInATransactionAndNoSettingOutlivesIt() throws Exception {
        byDefault("default_transaction_isolation", "serializable");
        byDefault("idle_in_transaction_session_timeout", "5s");
        byDefault("statement_timeout", "7s");
        byDefault("lock_timeout", "6s");
        byDefault("synchronous_commit", "off");
        byDefault("array_nulls", "off");
        byDefault("standard_conforming_strings", "off");
        byDefault("intervalstyle", "sql_standard");
        byDefault("bytea_output", "escape");
        var defaults = List.of("serializable", "5s", "7s", "6s", "off", "off", "off", "sql_standard", "escape");
        try (var connection = bench.connection()) {
            assertThat(settings(connection)).startsWith(defaults.toArray(String[]::new));
            connection.rollback();
            Transaction.begin(connection);
            assertThat(settings(connection))
                    .containsExactly(
                            "read committed",
                            "15s",
                            "0",
                            "0",
                            "on",
                            "on",
                            "on",
                            "postgres",
                            "hex",
                            "off",
                            "UTC",
                            "ISO, MDY",
                            "1");
            connection.rollback();
            assertThat(settings(connection)).startsWith(defaults.toArray(String[]::new));
        }
        assertThat(Transaction.run(bench.pool, Commit.STEERED, StatedSettingsTest::isolation))
                .isEqualTo("read committed");
        assertThat(Transaction.read(bench.pool, StatedSettingsTest::isolation)).isEqualTo("read committed");
        assertThat(Transaction.snapshot(bench.pool, StatedSettingsTest::isolation))
                .isEqualTo("repeatable read");
    }

    private static String isolation(Connection connection) throws SQLException {
        return settings(connection).getFirst();
    }

    private static List<String> settings(Connection connection) throws SQLException {
        var values = new ArrayList<String>();
        try (var show = connection.createStatement()) {
            for (var name : NAMES) {
                try (var row = show.executeQuery("show " + name)) {
                    row.next();
                    values.add(row.getString(1));
                }
            }
        }
        return values;
    }

    @Test
    void rowsThatAPolicyHidesAreAnErrorAndNotAbsent() throws Exception {
        bench.run("create role hidden login");
        bench.run("grant select on things to hidden");
        bench.run("alter table things enable row level security");
        bench.run("create policy none on things using (false)");
        var hidden = new PGSimpleDataSource();
        var pool = (PGSimpleDataSource) bench.pool;
        hidden.setPortNumbers(pool.getPortNumbers());
        hidden.setDatabaseName(pool.getDatabaseName());
        hidden.setUser("hidden");
        try {
            assertThatThrownBy(() -> Transaction.read(
                            hidden, c -> c.createStatement().executeQuery("select count(*) from things")))
                    .hasMessageContaining("row-level security");
        } finally {
            bench.run("drop owned by hidden");
            bench.run("drop role hidden");
        }
    }
}
