package dev.tailrace.activities.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.workflows.turn.Turn;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("stack")
@Timeout(60)
class StoresTest {
    private EmbeddedPostgres server;
    private Stores stores;
    private String reference;

    @BeforeEach
    void open(@TempDir Path secrets) throws Exception {
        server = EmbeddedPostgres.start();
        stores = new Stores();
        reference = "file:"
                + Files.writeString(
                        secrets.resolve("url"),
                        "postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres");
    }

    @AfterEach
    void close() throws Exception {
        stores.close();
        server.close();
    }

    @Test
    void whatIsNotCommittedByNameIsRolledBack() throws Exception {
        var pool = stores.postgres(reference);
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table forgotten ()");
        }
        assertThat(number(pool, "select count(*) from pg_class where relname = 'forgotten'"))
                .isZero();
    }

    /** As one to a server that was the primary: it stays open, and those made later lead to the new one. */
    @Test
    void aConnectionThatTakesNoWritesStallsTheWorkAndIsNotUsedAgain() throws Exception {
        var pool = stores.postgres(reference);
        write(pool, "create table kept (n int)");
        Transaction.run(
                pool, Commit.STEERED, c -> c.createStatement().execute("set default_transaction_read_only = on"));
        var refused = catchThrowable(() -> write(pool, "insert into kept values (1)"));
        assertThat(stalled(refused)).isEqualTo("TR-T016");
        write(pool, "insert into kept values (2)");
        assertThat(number(pool, "select sum(n) from kept")).isEqualTo(2);
    }

    @Test
    void aServerThatTakesNoWritesStallsTheWorkUntilItTakesThemAgain() throws Exception {
        var pool = stores.postgres(reference);
        write(pool, "create table kept (n int)");
        readOnly("on", pool);
        assertThat(stalled(catchThrowable(() -> write(pool, "insert into kept values (1)"))))
                .isEqualTo("TR-T016");
        // None of those that are made now is lent.
        assertThat(stalled(catchThrowable(() -> write(pool, "insert into kept values (1)"))))
                .isEqualTo("TR-T016");
        readOnly("off", pool);
        write(pool, "insert into kept values (2)");
        assertThat(number(pool, "select sum(n) from kept")).isEqualTo(2);
    }

    /** Returns when the pool's one session follows, as each does by itself. */
    private void readOnly(String wanted, DataSource pool) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter system set default_transaction_read_only = " + wanted);
            statement.execute("select pg_reload_conf()");
            String now;
            do {
                try (var row = statement.executeQuery("show default_transaction_read_only")) {
                    row.next();
                    now = row.getString(1);
                }
            } while (!now.equals(wanted));
        }
    }

    /** Not even read from: it lags behind the primary. As a standby that has none. */
    @Test
    void aReaderIsNotReliedOn(@TempDir Path folder) throws Exception {
        var data = folder.resolve("data");
        EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start()
                .close();
        Files.createFile(data.resolve("standby.signal"));
        try (var reader = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start()) {
            var direct = reader.getPostgresDatabase();
            assertThat(stalled(catchThrowable(() -> number(direct, "select 1"))))
                    .isEqualTo("TR-T016");
            assertThat(stalled(catchThrowable(() -> Transaction.snapshot(direct, c -> c))))
                    .isEqualTo("TR-T016");
        }
    }

    @Test
    void theServerGivesUpBeforeTheClientDoesSoThatNothingIsLeftWaiting() throws Exception {
        var seconds = Duration.ofSeconds(3);
        try (var impatient = new Stores(new StoreTimeouts(seconds, seconds, seconds, seconds));
                var holder = server.getPostgresDatabase().getConnection();
                var statement = holder.createStatement()) {
            statement.execute("create table held ()");
            holder.setAutoCommit(false);
            statement.execute("lock table held");
            var pool = impatient.postgres(reference);
            assertThatThrownBy(() -> write(pool, "truncate table held"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            assertThat(number(pool, "select count(*) from pg_locks where not granted"))
                    .isZero();
        }
    }

    private static String stalled(Throwable error) {
        return ((Turn.Stalled) FailureClassifier.of(error, "table Orders"))
                .problem()
                .code();
    }

    private static void write(DataSource pool, String sql) throws SQLException {
        Transaction.run(pool, Commit.STEERED, c -> c.createStatement().execute(sql));
    }

    private static long number(DataSource pool, String sql) throws SQLException {
        return Transaction.read(
                pool, c -> DSL.using(c, SQLDialect.POSTGRES).fetchSingle(sql).get(0, Long.class));
    }
}
