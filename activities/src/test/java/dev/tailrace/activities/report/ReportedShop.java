package dev.tailrace.activities.report;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.view.ControlReader;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.verification.Balance.Side;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerdictText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A control schema with a migration of two tables, and reports of it by a role that may only read. */
abstract class ReportedShop {
    static final String SECRET = "5555-4444-3333";

    private static final String FILE = """
            {"name": "shop", "source": {"dynamodb": {"region": "us-east-1"}},
             "target": {"postgres": {"url": "env:TARGET_URL", "schema": "app"}},
             "tables": [{"from": "Orders", "quarantine": {"budget": 7}, "mapping": [
                          {"when": {"PK": "USER#{user}", "SK": "ORDER#{nr}"}, "into": "orders", "key": ["user", "nr"],
                           "columns": {"total": "integer"}, "rest": "rest"}]},
                        {"from": "Users", "mapping": [{"into": "all_users", "key": ["id"], "columns": {"id": "text"}, "rest": "rest"}]}]}""";

    private DataSource database;
    DSLContext sql;
    String reader;

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

    void register() {
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

    TrailHead event(NewEvent event) throws SQLException {
        return Transaction.run(
                database, Commit.VERB_RECORDED, c -> Audit.append(c, event).trail());
    }

    static Verdict verdict(long run, VerdictOutcome outcome, Confirmed confirmed) {
        var side = new Side(10, 10 - confirmed.missing(), 0, 0, confirmed.missing(), 0, 0);
        var target = new Side(10 - confirmed.missing(), 10 - confirmed.missing(), 0, 0, 0, 0, 0);
        return SampleVerdicts.full(run, outcome, confirmed, side, target);
    }

    void store(long passId, Verdict verdict) {
        sql.execute(
                "insert into tailrace.verification (pass_id, run, verdict, outcome, level, positions, at)"
                        + " values (?, ?, ?, ?, ?, ?, '2026-11-20T10:58:00Z')",
                passId,
                verdict.run(),
                VerdictText.write(verdict),
                verdict.outcome().name(),
                verdict.level().name(),
                SampleVerdicts.POSITIONS);
    }

    static String key(String sort) {
        return "{\"PK\":{\"S\":\"USER#" + SECRET + "\"},\"SK\":{\"S\":\"" + sort + "\"}}";
    }

    void difference(long passId, long run, int number) {
        sql.execute(
                "insert into tailrace.difference (pass_id, run, number, kind, target, source_key, detail) values (?, ?, ?, 'missing',"
                        + " 'orders', ?, ?)",
                passId,
                run,
                number,
                key("ORDER#" + number),
                "key [\"" + SECRET + "\",\"" + number + "\"]");
    }

    Report report(boolean clear) {
        try (var control = new ControlReader(reader, "shop")) {
            return Report.read(control, clear);
        }
    }

    ReportedTable orders() {
        return report(false).model().tables().stream()
                .filter(table -> table.name().equals("Orders"))
                .findFirst()
                .orElseThrow();
    }

    void quarantine(String digest) {
        sql.execute(
                "insert into tailrace.quarantine (pass_id, key_digest, source_key, by_copy, lane, code, reason, image)"
                        + " values (2, ?, ?, true, 'segment/0', 'TR-M022', 'The attribute total is S.', ?)",
                digest,
                key("ORDER#" + digest),
                key("ORDER#" + digest));
    }
}
