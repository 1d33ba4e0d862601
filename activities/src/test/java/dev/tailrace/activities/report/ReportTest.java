package dev.tailrace.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.verification.Confirmed;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a report of a real control schema says; there is no worker, and no Temporal. */
@Tag("stack")
class ReportTest extends ReportedShop {
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
                        + " values (2, 'd', ?, true, 'segment/0', 'TR-M022', ?, ?)",
                key("ORDER#9"),
                "The attribute total is '" + SECRET + "', not a number.",
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
        assertThat(ReportFiles.of(clear).get("report.json")).contains("The attribute total is '" + SECRET);
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
        assertThat(orders().outcome()).isEqualTo(VerdictOutcome.EQUAL);

        sql.execute("update tailrace.repair set ended_at = null");
        assertThat(report(false).model().conclusion().notProven())
                .anyMatch(limit -> limit.startsWith("Orders: a repair has written rows"));
        assertThat(orders().outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
        assertThat(orders().sentence()).startsWith("A repair has written rows since");
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
