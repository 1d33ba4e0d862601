package dev.tailrace.activities.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.trail.TrailCheck;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.table.TableRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads of a real control schema, without a worker. */
@Tag("stack")
class ControlReaderTest {
    private static final String FILE = """
            {"name": "shop", "source": {"dynamodb": {"region": "us-east-1"}},
             "target": {"postgres": {"url": "env:TARGET_URL", "schema": "public"}},
             "tables": [{"from": "Orders", "quarantine": {"budget": 7}, "mapping": [
                          {"when": {"PK": "USER#{user}", "SK": "PROFILE"}, "into": "users", "key": ["user"], "rest": "rest"},
                          {"when": {"PK": "USER#{user}", "SK": "ORDER#{nr}"}, "into": "orders", "key": ["user", "nr"],
                           "columns": {"total": "integer"}, "rest": "rest"}]},
                        {"from": "Users", "mapping": [{"into": "all_users", "key": ["id"], "columns": {"id": "text"}, "rest": "rest"}]}]}""";

    private DataSource database;
    private DSLContext sql;
    private String reference;

    @BeforeEach
    void open(@TempDir Path secrets) throws Exception {
        database = Bench.database();
        sql = DSL.using(database, SQLDialect.POSTGRES);
        try (var connection = database.getConnection()) {
            var url = connection.getMetaData().getURL().replaceFirst("jdbc:postgresql://", "");
            reference = "file:"
                    + Files.writeString(
                            secrets.resolve("url"), "postgresql://postgres:postgres@" + url.replaceFirst("\\?.*", ""));
        }
    }

    private void register() {
        sql.execute(
                "insert into tailrace.migration (name, workflow_id, file, digest) values ('shop', 'shop', ?::jsonb, 'x')",
                FILE);
        sql.execute("insert into tailrace.source_table (migration, name, quarantine_accepted)"
                + " values ('shop', 'Orders', 3), ('shop', 'Users', 0)");
        for (int number : new int[] {1, 2}) {
            sql.execute(
                    "insert into tailrace.pass (table_id, number, segments, copy_window, stream_arn, consistent, estimated,"
                            + " opened_at) values (1, ?, 1, 1, 'arn', true, 0, now())",
                    number);
        }
    }

    private void quarantine(
            int passNumber, String digest, String key, String image, String code, String at, boolean byCopy) {
        sql.execute(
                "insert into tailrace.quarantine (pass_id, key_digest, source_key, by_copy, lane, code, reason, image, at)"
                        + " values (?, ?, ?, ?, 'segment/0', ?, 'The attribute total is bad.', ?, ?::timestamptz)",
                passNumber,
                digest,
                key,
                byCopy,
                code,
                image,
                at);
    }

    private static String key(String pk, String sk) {
        return "{\"PK\":{\"S\":\"" + pk + "\"},\"SK\":{\"S\":\"" + sk + "\"}}";
    }

    private static String image(String pk, String sk) {
        return key(pk, sk).replaceFirst("}$", ",\"total\":{\"S\":\"a secret value\"}}");
    }

    @Test
    void anItemIsNamedWithItsKeyReasonTimeAndTheRuleThatTakesIt() {
        register();
        quarantine(
                1,
                "old",
                key("USER#0", "ORDER#0"),
                image("USER#0", "ORDER#0"),
                "TR-M022",
                "2026-11-19T00:00:00Z",
                true);
        quarantine(
                2, "a", key("USER#1", "ORDER#9"), image("USER#1", "ORDER#9"), "TR-M022", "2026-11-20T10:00:00Z", true);
        quarantine(
                2, "b", key("USER#2", "PROFILE"), image("USER#2", "PROFILE"), "TR-M022", "2026-11-20T09:00:00Z", false);
        quarantine(2, "c", key("OTHER#2", "X"), image("OTHER#2", "X"), "TR-M020", "2026-11-20T11:00:00Z", false);

        var tables = read(reader -> reader.quarantine(List.of(), 10));

        assertThat(tables).extracting(QuarantinedTable::table).containsExactly("Orders", "Users");
        var orders = tables.getFirst();
        assertThat(orders.passNumber()).isEqualTo(2);
        assertThat(orders.total()).isEqualTo(3);
        assertThat(orders.allowed()).isEqualTo(7 + 3);
        assertThat(orders.codes())
                .containsExactly(
                        new QuarantinedTable.Reason(
                                "TR-M022",
                                "A value does not fit its column's type",
                                2,
                                Instant.parse("2026-11-20T09:00:00Z")),
                        new QuarantinedTable.Reason(
                                "TR-M020", "No rule matches the item", 1, Instant.parse("2026-11-20T11:00:00Z")));
        assertThat(orders.items())
                .extracting(
                        item -> item.key().at("/SK/S").asText(),
                        QuarantinedTable.Entry::code,
                        QuarantinedTable.Entry::rule,
                        QuarantinedTable.Entry::by,
                        QuarantinedTable.Entry::since)
                .containsExactly(
                        tuple("X", "TR-M020", null, "capture", Instant.parse("2026-11-20T11:00:00Z")),
                        tuple("PROFILE", "TR-M022", "1, into users", "capture", Instant.parse("2026-11-20T09:00:00Z")),
                        tuple("ORDER#9", "TR-M022", "2, into orders", "copy", Instant.parse("2026-11-20T10:00:00Z")));
        assertThat(tables.toString()).doesNotContain("a secret value");
    }

    @Test
    void tablesAreNarrowedAndItemsLimitedAndAllAreCounted() {
        register();
        for (int n = 0; n < 5; n++) {
            quarantine(
                    2,
                    "d" + n,
                    key("USER#" + n, "PROFILE"),
                    image("USER#" + n, "PROFILE"),
                    "TR-M022",
                    "2026-11-20T10:00:00Z",
                    true);
        }

        var tables = read(reader -> reader.quarantine(List.of("Orders"), 2));

        assertThat(tables).hasSize(1);
        assertThat(tables.getFirst().total()).isEqualTo(5);
        assertThat(tables.getFirst().items()).hasSize(2);
        refused("TR-W002", () -> read(reader -> reader.quarantine(List.of("Odrers"), 2)));
    }

    @Test
    void theTrailIsReadInItsOrder() throws Exception {
        register();
        append(NewEvent.of("shop", EventType.REGISTERED, "r").with("digest", "x"));
        append(NewEvent.of(new TableRef("shop", "Orders", reference), EventType.VERB, "v")
                .by("ada")
                .with("verb", "pause"));

        var events = read(ControlReader::history);

        assertThat(events).extracting(AuditEvent::seq).containsExactly(1L, 2L);
        assertThat(events.getLast().actor()).isEqualTo("ada");
        assertThat(events.getLast().table()).isEqualTo("Orders");
        assertThat(events.getLast().payload().path("verb").asText()).isEqualTo("pause");
        assertThat(Duration.between(events.getLast().at(), Instant.now())).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void theLinesAreReadByARoleThatMayReadNothingElse() throws Exception {
        register();
        append(NewEvent.of("shop", EventType.REGISTERED, "r").by("Zoë").with("digest", "x"));
        append(NewEvent.of("shop", EventType.WORKER_BUILD, "b"));
        sql.execute("create role auditor_of_lines login password 'auditor'");
        sql.execute("grant usage on schema tailrace to auditor_of_lines");
        sql.execute("grant select on tailrace.audit, tailrace.format to auditor_of_lines");
        Files.writeString(
                Path.of(reference.substring("file:".length())),
                Files.readString(Path.of(reference.substring("file:".length())))
                        .replace("postgres:postgres@", "auditor_of_lines:auditor@"));

        var lines = read(ControlReader::trail);

        assertThat(TrailCheck.of((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), List.of())
                        .isIntact())
                .isTrue();
        assertThat(lines.getFirst()).startsWith("{\"seq\":1,\"prev\":\"0000").contains("\"actor\":\"Zo\\u00EB\"");
        assertThat(lines).hasSize(2);
        assertThatThrownBy(() -> read(ControlReader::history)).hasMessageContaining("TR-T005");
    }

    private void append(NewEvent event) throws SQLException {
        Transaction.run(database, Commit.REGISTERED, connection -> Audit.append(connection, event));
    }

    @Test
    void nothingIsWrittenThroughIt() {
        register();
        try (var reader = new ControlReader(reference, "shop")) {
            assertThatThrownBy(() -> reader.read(connection -> connection
                            .prepareStatement("delete from tailrace.quarantine")
                            .executeUpdate()))
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void whatCannotBeReadSaysSo() {
        refused("TR-W004", () -> read(ControlReader::history));
        sql.execute("drop schema tailrace cascade");
        refused("TR-W004", () -> read(ControlReader::history));
        refused("TR-F008", () -> new ControlReader("env:NO_SUCH_VARIABLE", "shop"));
    }

    private <T> T read(Function<ControlReader, T> question) {
        try (var reader = new ControlReader(reference, "shop")) {
            return question.apply(reader);
        }
    }

    private static void refused(String code, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
