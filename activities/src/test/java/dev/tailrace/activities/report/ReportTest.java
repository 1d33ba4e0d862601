package dev.tailrace.activities.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.trail.Anchor;
import dev.tailrace.activities.trail.TrailCheck;
import dev.tailrace.activities.view.ControlReader;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.verification.Balance.Side;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerdictText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report of a real control schema, read with a role that may only read; there is no worker, and no Temporal. */
@Tag("stack")
class ReportTest {
    private static final String SECRET = "5555-4444-3333";

    private static final String FILE = """
            {"name": "shop", "source": {"dynamodb": {"region": "us-east-1"}},
             "target": {"postgres": {"url": "env:TARGET_URL", "schema": "app"}},
             "tables": [{"from": "Orders", "quarantine": {"budget": 7}, "mapping": [
                          {"when": {"PK": "USER#{user}", "SK": "ORDER#{nr}"}, "into": "orders", "key": ["user", "nr"],
                           "columns": {"total": "integer"}, "rest": "rest"}]},
                        {"from": "Users", "mapping": [{"into": "all_users", "key": ["id"], "columns": {"id": "text"}, "rest": "rest"}]}]}""";

    private DataSource database;
    private DSLContext sql;
    private String reader;

    @BeforeEach
    void open(@TempDir Path secrets) throws Exception {
        database = Bench.database();
        sql = DSL.using(database, SQLDialect.POSTGRES);
        register();
        event(NewEvent.of("shop", EventType.REGISTERED, "registered"));
        try (var connection = database.getConnection()) {
            var url = connection
                    .getMetaData()
                    .getURL()
                    .replaceFirst("jdbc:postgresql://", "")
                    .replaceFirst("\\?.*", "");
            reader = "file:" + Files.writeString(secrets.resolve("url"), "postgresql://auditor:only-reads@" + url);
        }
        sql.execute("do $$ begin if not exists (select from pg_roles where rolname = 'auditor') then"
                + " create role auditor login password 'only-reads'; end if; end $$");
        sql.execute("grant usage on schema tailrace to auditor");
        sql.execute("grant select on all tables in schema tailrace to auditor");
    }

    private void register() {
        sql.execute(
                "insert into tailrace.migration (name, workflow_id, file, digest, created_at, salt)"
                        + " values ('shop', 'shop', ?::jsonb, ?, '2026-11-20T08:00:00Z', 'pepper')",
                FILE,
                "5f".repeat(32));
        sql.execute(
                "insert into tailrace.source_table (migration, name, phase) values ('shop', 'Users', 'BACKFILLING'),"
                        + " ('shop', 'Orders', 'READY')");
        for (int number : new int[] {1, 2}) {
            sql.execute(
                    "insert into tailrace.pass (table_id, number, segments, copy_window, stream_arn, consistent, estimated,"
                            + " opened_at) values (2, ?, 1, 1, 'arn', true, 12, '2026-11-20T08:00:00Z')",
                    number);
            sql.execute(
                    "insert into tailrace.lane (pass_id, name, kind, scanned, copied, applied) values (?, 'segment/0', 'segment', 10, 10, 0),"
                            + " (?, 'shard/0', 'shard', 0, 0, 3)",
                    number,
                    number);
        }
    }

    private TrailHead event(NewEvent event) throws SQLException {
        return Transaction.run(
                database, Commit.VERB_RECORDED, c -> Audit.append(c, event).trail());
    }

    private TrailHead named(String digest, long passId, long run) throws SQLException {
        var event = NewEvent.of(
                        new TableRef("shop", "Orders", reader), EventType.VERDICT, "verdict/" + passId + "/" + run)
                .with("digest", digest);
        event.payload().put("pass", passId).put("run", run);
        return event(event);
    }

    private static Verdict verdict(long run, VerdictOutcome outcome, Confirmed confirmed) {
        var side = new Side(10, 10 - confirmed.missing(), 0, 0, confirmed.missing(), 0, 0);
        var target = new Side(10 - confirmed.missing(), 10 - confirmed.missing(), 0, 0, 0, 0, 0);
        return Sample.verdict(run, VerificationLevel.FULL, outcome, confirmed, side, target, "", null);
    }

    private void store(long passId, Verdict verdict) {
        sql.execute(
                "insert into tailrace.verification (pass_id, run, verdict, outcome, level, positions, at)"
                        + " values (?, ?, ?, ?, ?, ?, '2026-11-20T10:58:00Z')",
                passId,
                verdict.run(),
                VerdictText.write(verdict),
                verdict.outcome().name(),
                verdict.level().name(),
                Sample.POSITIONS);
    }

    private static String key(String sort) {
        return "{\"PK\":{\"S\":\"USER#" + SECRET + "\"},\"SK\":{\"S\":\"" + sort + "\"}}";
    }

    private void difference(long passId, long run, int number) {
        sql.execute(
                "insert into tailrace.difference (pass_id, run, number, kind, target, source_key, detail) values (?, ?, ?, 'missing',"
                        + " 'orders', ?, ?)",
                passId,
                run,
                number,
                key("ORDER#" + number),
                "key [\"" + SECRET + "\",\"" + number + "\"]");
    }

    private Report report(boolean clear) {
        try (var control = new ControlReader(reader, "shop")) {
            return Report.read(control, clear);
        }
    }

    @Test
    void allRunsAreThereAndTheNewestOfTheNewestPassStands() {
        store(1, verdict(1, VerdictOutcome.EQUAL, Confirmed.NOTHING));
        store(2, verdict(2, VerdictOutcome.DIFFERENT, new Confirmed(2, 0, 0, 0, 0, 0, 0)));
        store(2, verdict(3, VerdictOutcome.EQUAL, Confirmed.NOTHING));

        var model = report(false).model();

        assertThat(model.conclusion().outcome()).as("one table has no verdict").isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(model.tables()).extracting(ReportedTable::name).containsExactly("Users", "Orders");
        var orders = model.tables().getLast();
        assertThat(orders.runs()).extracting(ReportedRun::run).containsExactly(3L, 2L, 1L);
        assertThat(orders.standing().orElseThrow().run()).isEqualTo(3);
        assertThat(orders.outcome()).isEqualTo(VerdictOutcome.EQUAL);
        assertThat(orders.passes()).extracting(ReportedPass::number).containsExactly(2, 1);
        assertThat(orders.passes().getFirst().scanned()).isEqualTo(10);
        assertThat(orders.passes().getFirst().applied()).isEqualTo(3);
        assertThat(orders.targets().getFirst().columns())
                .extracting(ReportedTable.Column::name)
                .containsExactly("user", "nr", "total", "rest");
        assertThat(model.conclusion().notProven()).anyMatch(limit -> limit.startsWith("Users: no verification"));
        assertThat(model.registration().registeredAt()).isEqualTo("2026-11-20T08:00:00Z");
    }

    @Test
    void keysAreRedactedUnlessAskedFor() {
        store(2, verdict(2, VerdictOutcome.DIFFERENT, new Confirmed(2, 0, 0, 0, 0, 0, 0)));
        difference(2, 2, 1);
        difference(2, 2, 2);
        sql.execute(
                "insert into tailrace.quarantine (pass_id, key_digest, source_key, by_copy, lane, code, reason, image)"
                        + " values (2, 'd', ?, true, 'segment/0', 'TR-M022', 'The attribute total is S.', ?)",
                key("ORDER#9"),
                key("ORDER#9"));

        var redacted = report(false);
        var clear = report(true);

        assertThat(ReportFiles.of(redacted))
                .allSatisfy((name, text) -> assertThat(text).as(name).doesNotContain(SECRET));
        assertThat(redacted.model().tables().getFirst().differences().total()).isEqualTo(2);
        assertThat(redacted.differences()).extracting(ReportedDifference::key).doesNotHaveDuplicates();
        assertThat(redacted.differences()).allSatisfy(d -> assertThat(d.key()).matches("key [0-9a-f]{12}"));
        assertThat(redacted.differences()).isEqualTo(report(false).differences());
        assertThat(ReportFiles.of(clear).get("report.html")).contains(SECRET);
        assertThat(ReportFiles.of(clear).get("differences.ndjson")).contains(SECRET);
    }

    @Test
    void totalsAreThereAndTheLeastAndGreatestValueOnlyIfAskedFor() {
        store(2, verdict(2, VerdictOutcome.EQUAL, Confirmed.NOTHING));
        sql.execute("update tailrace.verification set totals = ?", """
                {"tables":[{"table":"orders","sourceRows":"10","targetRows":"10","sql":"select 1","columns":[{"column":"total",
                "attribute":"total","kind":"number","source":{"values":"9","absent":"1","sum":"7","min":"5555","max":"5555"},
                "target":{"values":"9","absent":"1","sum":"7","min":"5555","max":"5555"}}],"notCompared":["rest"]}]}""");

        var totals = report(false)
                .model()
                .tables()
                .getLast()
                .runs()
                .getFirst()
                .totals()
                .getFirst();

        assertThat(totals.columns().getFirst().agree()).isTrue();
        assertThat(totals.columns().getFirst().source().sum()).isEqualTo("7");
        assertThat(ReportFiles.of(report(false)).get("report.json")).doesNotContain("5555");
        assertThat(ReportFiles.of(report(true)).get("report.json")).contains("5555");
    }

    @Test
    void theSameDataGivesTheSameBytes() {
        store(2, verdict(2, VerdictOutcome.DIFFERENT, new Confirmed(2, 0, 0, 0, 0, 0, 0)));
        difference(2, 2, 1);

        assertThat(ReportFiles.of(report(false))).isEqualTo(ReportFiles.of(report(false)));
    }

    @Test
    void anEditedVerdictIsLoud() {
        store(2, verdict(2, VerdictOutcome.EQUAL, Confirmed.NOTHING));
        sql.execute("update tailrace.verification set verdict = replace(verdict, '\"items\":16', '\"items\":17')");

        var conclusion = report(false).model().conclusion();

        assertThat(conclusion.outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(conclusion.alarms()).singleElement().asString().contains("Orders, run 2", "edited");
    }

    @Test
    void theTrailIsThereWithItsHeadAndAPhaseOfATableIsSeenInIt() throws Exception {
        var head = event(NewEvent.of(new TableRef("shop", "Orders", reader), EventType.PHASE_CHANGED, "p")
                .with("from", "VERIFYING")
                .with("to", "READY")
                .with("reason", "equal"));

        var report = report(false);

        assertThat(report.model().audit().seq()).isEqualTo(2);
        assertThat(report.model().audit().head()).isEqualTo(head.head());
        assertThat(report.model().audit().trouble()).isNull();
        assertThat(report.model().tables().getFirst().phases())
                .singleElement()
                .returns("READY", ReportedTable.PhaseChanged::to)
                .returns("equal", ReportedTable.PhaseChanged::reason);
        var exported = ReportFiles.of(report).get("audit.ndjson").getBytes(StandardCharsets.UTF_8);
        var json = new ObjectMapper()
                .readTree(ReportFiles.of(report).get("report.json"))
                .path("audit");
        var anchor =
                Anchor.parse(json.path("seq").asText() + ":" + json.path("head").asText(), "the report");
        assertThat(TrailCheck.of(exported, List.of(anchor)))
                .returns(true, TrailCheck::isIntact)
                .returns(2L, TrailCheck::anchored);
    }

    @Test
    void anEditedTrailIsLoud() throws Exception {
        store(2, verdict(2, VerdictOutcome.EQUAL, Confirmed.NOTHING));
        event(NewEvent.of("shop", EventType.WORKER_BUILD, "b"));
        sql.execute("alter table tailrace.audit disable trigger all");
        sql.execute("update tailrace.audit set line = replace(line, '\"tailrace\"', '\"nobody\"') where seq = 1");

        var model = report(false).model();

        assertThat(model.audit().trouble()).contains("Event 1 was changed");
        assertThat(model.conclusion().outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(model.conclusion().alarms()).singleElement().asString().startsWith("The audit trail");
        assertThat(ReportFiles.of(report(false)).get("junit.xml")).contains("<error message=\"Event 1 was changed");
    }

    @Test
    void aVerdictThatTheTrailDoesNotNameIsNotBelieved() throws Exception {
        var verdict = verdict(2, VerdictOutcome.EQUAL, Confirmed.NOTHING);
        store(2, verdict);
        named(verdict.digest(), 2, 2);
        assertThat(report(false).model().conclusion().alarms()).isEmpty();

        var forged = verdict(3, VerdictOutcome.EQUAL, Confirmed.NOTHING);
        store(2, forged);
        sql.execute("update tailrace.verification set at = clock_timestamp() where run = 3");
        assertThat(report(false).model().conclusion().alarms())
                .singleElement()
                .asString()
                .contains("run 3", "does not name it");

        named("0".repeat(64), 2, 3);
        assertThat(report(false).model().conclusion().alarms())
                .singleElement()
                .asString()
                .contains("run 3", "another digest");
    }

    @Test
    void aSealIsInTheReportThatItIsOf() throws Exception {
        try (var control = new ControlReader(reader, "shop")) {
            assertThatThrownBy(() -> ReportSeal.add(control, "ada"))
                    .as("by a role that may only read")
                    .isInstanceOf(ProblemException.class);
        }
        sql.execute("grant insert on tailrace.audit to auditor");
        sql.execute("grant update on tailrace.migration to auditor");
        try (var control = new ControlReader(reader, "shop")) {
            ReportSeal.add(control, "ada");
        }

        assertThat(report(false).model().audit().events().getLast())
                .returns("ReportSealed", ReportModel.Event::type)
                .returns("ada", ReportModel.Event::actor);
    }

    @Test
    void whoAcceptedWhatIsThereAndWhetherItHolds() {
        quarantine("a");
        sql.execute(
                "insert into tailrace.acceptance (pass_id, id, digest, keys, accepted_by, reason, at)"
                        + " values (2, 'v1', ?, 1, 'ada', 'Known since 2019.', '2026-11-20T11:00:00Z')",
                "ab".repeat(32));
        sql.execute("insert into tailrace.accepted_key (pass_id, id, key_digest) values (2, 'v1', 'a')");
        store(2, verdict(2, VerdictOutcome.EXCEPTED, new Confirmed(0, 0, 0, 0, 1, 0, 0)));

        var orders = orders();
        assertThat(report(false).model().acceptances())
                .singleElement()
                .returns("ada", ReportModel.Acceptance::by)
                .returns(true, ReportModel.Acceptance::holds);
        assertThat(orders.quarantine().accepted()).isEqualTo(1);
        assertThat(orders.sentence()).contains("but for 1 item in quarantine, accepted by name");

        quarantine("b");
        assertThat(report(false).model().acceptances()).singleElement().returns(false, ReportModel.Acceptance::holds);
        assertThat(orders().quarantine().accepted()).isZero();
    }

    @Test
    void anApprovalIsOfTheVerdictThatHasItsDigest() {
        var approved = verdict(2, VerdictOutcome.EQUAL, Confirmed.NOTHING);
        store(2, approved);
        sql.execute(
                "insert into tailrace.approval (pass_id, id, digest, approved_by, reason)"
                        + " values (2, 'v1', ?, 'grace', 'Reviewed.')",
                approved.digest());

        assertThat(report(false).model().approvals()).singleElement().returns(true, ReportModel.Approval::stands);

        store(2, verdict(3, VerdictOutcome.EQUAL, Confirmed.NOTHING));
        assertThat(report(false).model().approvals()).singleElement().returns(false, ReportModel.Approval::stands);
    }

    @Test
    void aRepairSinceTheVerdictIsNotProven() {
        store(2, verdict(2, VerdictOutcome.EQUAL, Confirmed.NOTHING));
        sql.execute(
                "insert into tailrace.repair (pass_id, command, run, delete_foreign, asked_by, written, begun_at, ended_at) values"
                        + " (2, 7, 1, false, 'ada', 3, '2026-11-20T09:00:00Z', '2026-11-20T09:01:00Z')");
        assertThat(orders().repairs()).singleElement().returns(3L, ReportedTable.Repair::written);
        assertThat(report(false).model().conclusion().notProven()).noneMatch(limit -> limit.contains("repair"));

        sql.execute("update tailrace.repair set ended_at = null");
        assertThat(report(false).model().conclusion().notProven())
                .anyMatch(limit -> limit.startsWith("Orders: a repair has written rows"));
    }

    private ReportedTable orders() {
        return report(false).model().tables().stream()
                .filter(table -> table.name().equals("Orders"))
                .findFirst()
                .orElseThrow();
    }

    private void quarantine(String digest) {
        sql.execute(
                "insert into tailrace.quarantine (pass_id, key_digest, source_key, by_copy, lane, code, reason, image)"
                        + " values (2, ?, ?, true, 'segment/0', 'TR-M022', 'The attribute total is S.', ?)",
                digest,
                key("ORDER#" + digest),
                key("ORDER#" + digest));
    }

    @Test
    void lagIsThereAsItWasNoted() {
        sql.execute("insert into tailrace.lag_minute (table_id, minute, seconds) values"
                + " (2, '2026-11-20T09:00:00Z', 3.26), (2, '2026-11-20T09:01:00Z', 40)");

        assertThat(report(false).model().tables())
                .filteredOn(table -> table.name().equals("Orders"))
                .flatExtracting(ReportedTable::lag)
                .containsExactly(
                        new ReportedTable.LagMinute(Instant.parse("2026-11-20T09:00:00Z"), "3.3"),
                        new ReportedTable.LagMinute(Instant.parse("2026-11-20T09:01:00Z"), "40.0"));
    }
}
