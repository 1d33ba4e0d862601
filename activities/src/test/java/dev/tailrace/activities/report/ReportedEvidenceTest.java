package dev.tailrace.activities.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.trail.Anchor;
import dev.tailrace.activities.trail.TrailCheck;
import dev.tailrace.activities.view.ControlReader;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.verification.Confirmed;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a report makes of evidence that was edited or forged, and how it stands in the audit trail itself. */
@Tag("stack")
class ReportedEvidenceTest extends ReportedShop {
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

    private TrailHead named(String digest, long passId, long run) throws SQLException {
        var event = NewEvent.of(
                        new TableRef("shop", "Orders", reader), EventType.VERDICT, "verdict/" + passId + "/" + run)
                .with("digest", digest);
        event.payload().put("pass", passId).put("run", run);
        return event(event);
    }
}
