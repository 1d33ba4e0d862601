package dev.tailrace.activities.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.file.PostgresAddress;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.turn.Turn;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins against a real Postgres that checks passwords, and changes them. */
@Tag("stack")
class PhysicalConnectionsTest {
    private static final StoreTimeouts TIMEOUTS = StoreTimeouts.standard();

    private static EmbeddedPostgres server;

    @TempDir
    private static Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T10:00:00Z"));
    private Path password;
    private Path url;

    @BeforeAll
    static void start() throws Exception {
        var access = Files.writeString(
                folder.resolve("pg_hba.conf"), "host all postgres all trust\nhost all all all scram-sha-256\n");
        server = EmbeddedPostgres.builder()
                .setServerConfig("hba_file", access.toString())
                .start();
        sql("create role app login password 'first'");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void secrets() throws Exception {
        change("first");
        password = Files.writeString(folder.resolve("password"), "first\n");
        url = Files.writeString(folder.resolve("url"), address("localhost", ""));
    }

    @Test
    void eachConnectionLogsInWithThePasswordOfThatMoment() throws Exception {
        var pool = connections(new Database.Url("file:" + url, "file:" + password));
        pool.getConnection().close();
        for (var next : new String[] {"second", "third"}) {
            change(next);
            Files.writeString(password, next);
            pool.getConnection().close();
        }
    }

    @Test
    void aWholeUrlInAFileIsReadAgainToo() throws Exception {
        Files.writeString(url, address("localhost", "").replace("app@", "app:first@"));
        var pool = connections(new Database.Url("file:" + url, null));
        pool.getConnection().close();
        change("second");
        Files.writeString(url, address("localhost", "").replace("app@", "app:second@"));
        pool.getConnection().close();
    }

    @Test
    void aRefusedPasswordIsLookedUpOnceMoreAtOnce() throws Exception {
        var logins = new Logins() {
            private final Logins behind = Logins.of(new Database.Url("file:" + url, "file:" + password));

            @Override
            public PostgresAddress next() throws SQLException {
                return behind.next();
            }

            @Override
            public void refused(PostgresAddress login) {
                assertThatCode(() -> Files.writeString(password, "second")).doesNotThrowAnyException();
            }

            @Override
            public boolean change() {
                return true;
            }
        };
        change("second");
        new PhysicalConnections(logins, TIMEOUTS, now::get).getConnection().close();
    }

    @Test
    void whileItMayBeChangingItStallsAndThenAPersonIsAsked() throws Exception {
        var pool = connections(new Database.Url("file:" + url, "file:" + password));
        pool.getConnection().close();
        change("second");
        var refused = stalled(pool);
        assertThat(refused.code()).isEqualTo("TR-T002");
        assertThat(refused.what()).isEqualTo("table Orders, localhost:%d/postgres".formatted(server.getPort()));
        assertThat(refused.fix()).contains("reads it again until 2026-11-30T10:03:00Z");
        assertThat(refused.toString()).doesNotContain("first");

        pass(TIMEOUTS.rotation().minusSeconds(1));
        assertThat(stalled(pool).fix()).contains("10:03:00Z");
        pass(Duration.ofSeconds(1));
        assertThat(blocked(pool).fix()).doesNotContain("Wait: the password");

        Files.writeString(password, "second");
        pool.getConnection().close();
        change("third");
        assertThat(stalled(pool).fix()).as("the time begins again").contains("10:06:00Z");
    }

    @Test
    void aSecretThatIsAwayForAMomentStallsToo() throws Exception {
        var pool = connections(new Database.Url("file:" + url, "file:" + password));
        Files.delete(password);
        assertThat(stalled(pool).code()).isEqualTo("TR-F008");
        pass(TIMEOUTS.rotation());
        assertThat(blocked(pool).code()).isEqualTo("TR-F008");
    }

    @Test
    void aPasswordThatNeverChangesBlocksAtOnce() {
        var pool = new PhysicalConnections(
                new Logins() {
                    @Override
                    public PostgresAddress next() {
                        return PostgresAddress.resolve("file:" + url).withPassword("wrong");
                    }

                    @Override
                    public boolean change() {
                        return false;
                    }
                },
                TIMEOUTS,
                now::get);
        assertThat(blocked(pool).code()).isEqualTo("TR-T002");
    }

    @Test
    void aReferenceThatLeadsElsewhereIsNotFollowed() throws Exception {
        var pool = connections(new Database.Url("file:" + url, "file:" + password));
        pool.getConnection().close();
        Files.writeString(url, address("127.0.0.1", ""));
        pool.getConnection().close();
        Files.writeString(url, address("db.invalid", ""));
        assertThat(blocked(pool).code()).isEqualTo("TR-T014");
    }

    @Test
    void anUnknownHostIsNamed() throws Exception {
        Files.writeString(url, address("db.invalid", ""));
        var problem = stalled(connections(new Database.Url("file:" + url, "file:" + password)));
        assertThat(problem.code()).isEqualTo("TR-T001");
        assertThat(problem.why()).contains("\"db.invalid\"");
    }

    @Test
    void aServerWithoutTlsIsNoMatterOfCredentials() throws Exception {
        Files.writeString(url, address("localhost", "?sslmode=require"));
        var problem = blocked(connections(new Database.Url("file:" + url, "file:" + password)));
        assertThat(problem.code()).isEqualTo("TR-T012");
        assertThat(problem.fix()).contains("sslmode=disable").doesNotContain("credentials");
    }

    @Test
    void oneOfSeveralHostsIsEnough() throws Exception {
        Files.writeString(url, address("localhost:1,localhost", ""));
        connections(new Database.Url("file:" + url, "file:" + password))
                .getConnection()
                .close();
    }

    private PhysicalConnections connections(Database database) {
        return new PhysicalConnections(Logins.of(database), TIMEOUTS, now::get);
    }

    private void pass(Duration time) {
        now.updateAndGet(t -> t.plus(time));
    }

    private static Problem stalled(PhysicalConnections pool) {
        var turn = FailureClassifier.of(catchThrowable(pool::getConnection), "table Orders");
        assertThat(turn).isInstanceOf(Turn.Stalled.class);
        return ((Turn.Stalled) turn).problem();
    }

    private static Problem blocked(PhysicalConnections pool) {
        var turn = FailureClassifier.of(catchThrowable(pool::getConnection), "table Orders");
        assertThat(turn).isInstanceOf(Turn.Blocked.class);
        return ((Turn.Blocked) turn).problem();
    }

    private static String address(String host, String query) {
        return "postgresql://app@%s:%d/postgres%s".formatted(host, server.getPort(), query);
    }

    private static void change(String to) throws SQLException {
        sql("alter role app password '%s'".formatted(to));
    }

    private static void sql(String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
