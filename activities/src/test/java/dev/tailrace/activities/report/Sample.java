package dev.tailrace.activities.report;

import dev.tailrace.activities.report.ReportModel.Acceptance;
import dev.tailrace.activities.report.ReportModel.Approval;
import dev.tailrace.activities.report.ReportModel.Event;
import dev.tailrace.activities.report.ReportModel.Registration;
import dev.tailrace.activities.report.ReportModel.Trail;
import dev.tailrace.activities.report.ReportedTable.Column;
import dev.tailrace.activities.report.ReportedTable.Differences;
import dev.tailrace.activities.report.ReportedTable.LagMinute;
import dev.tailrace.activities.report.ReportedTable.PhaseChanged;
import dev.tailrace.activities.report.ReportedTable.TargetTable;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Balance.Side;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.SampleStatement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A migration that has seen everything: a quarantine that was accepted, rows in flight, a run that failed, differences, a sample. */
final class Sample {
    static final Instant BEGIN = Instant.parse("2026-11-20T08:00:00Z");

    /** Ends the text that it is in, turns it around, and has a script. */
    static final String HOSTILE =
            "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&]]>\u202Egnp.exe\u0000\u001B[31m";

    static final String FILE = "5f".repeat(32);

    private static final List<Approval> APPROVALS = List.of(
            new Approval("cd".repeat(32), "grace@example.com", minutes(220), "Reviewed with finance.", "Events", true));

    private static final ReportedQuarantine NO_QUARANTINE = new ReportedQuarantine(0, 100, 0, List.of(), List.of());

    private Sample() {}

    static ReportModel model() {
        return model(null, HOSTILE);
    }

    /** @param trouble of the trail; @param key as it is shown */
    static ReportModel model(String trouble, String key) {
        var trail = new Trail(6, "9c".repeat(32), trouble, events());
        var tables = List.of(orders(key), appData(), events("Events"), sensors());
        return new ReportModel(
                ReportModel.SCHEMA,
                "shop",
                key.equals(HOSTILE),
                new Conclusions("shop", tables, APPROVALS, trail).conclusion(),
                new Registration(
                        FILE, BEGIN, null, "DynamoDB, region us-east-1", "schema app of database db.example.com/shop"),
                tables,
                List.of(new Acceptance(
                        "AppData",
                        "ada@example.com",
                        minutes(200),
                        "Test orders of 2019, nobody reads them.",
                        2,
                        "ab".repeat(32),
                        true)),
                APPROVALS,
                trail);
    }

    static Instant minutes(long minutes) {
        return BEGIN.plus(minutes, ChronoUnit.MINUTES);
    }

    private static ReportedTable orders(String key) {
        var wrong = SampleVerdicts.full(
                1_764_000_000_003L,
                VerdictOutcome.DIFFERENT,
                new Confirmed(2, 1, 1, 0, 0, 0, 3),
                new Side(120_000, 119_990, 4, 1, 2, 0, 3),
                new Side(119_998, 119_990, 3, 1, 1, 0, 3));
        return table(
                "Orders",
                "VERIFYING",
                List.of(SampleVerdicts.run(2, wrong, true)),
                List.of(
                        difference("missing", 1, key, List.of()),
                        difference("different", 2, key, List.of("total", "status"))),
                NO_QUARANTINE);
    }

    private static ReportedTable appData() {
        var excepted = SampleVerdicts.full(
                1_764_000_000_002L,
                VerdictOutcome.EXCEPTED,
                new Confirmed(0, 0, 0, 0, 2, 0, 0),
                new Side(60_000, 60_000, 0, 0, 0, 0, 0),
                new Side(60_000, 60_000, 0, 0, 0, 0, 0));
        var incomplete = SampleVerdicts.full(
                1_764_000_000_001L,
                VerdictOutcome.INCOMPLETE,
                new Confirmed(0, 0, 0, 2, 0, 0, 7),
                new Side(60_000, 59_990, 3, 0, 0, 0, 7),
                new Side(59_998, 59_990, 1, 0, 0, 0, 7));
        return table(
                "AppData",
                "READY",
                List.of(SampleVerdicts.run(1, excepted, true), SampleVerdicts.run(1, incomplete, false)),
                List.of(),
                new ReportedQuarantine(
                        2,
                        100,
                        2,
                        List.of(new ReportedQuarantine.Reason(
                                "TR-M022", "A value does not fit its column's type", 2, minutes(20))),
                        List.of(
                                new ReportedQuarantine.Entry(
                                        "key 0f3a9c5512aa77e1",
                                        "TR-M022",
                                        "The attribute total is S, not a number.",
                                        minutes(20)),
                                new ReportedQuarantine.Entry(
                                        "key 77e10f3a9c5512aa",
                                        "TR-M022",
                                        "The attribute total is S, not a number.",
                                        minutes(21)))));
    }

    private static ReportedTable events(String name) {
        var equal = SampleVerdicts.full(
                1_764_000_000_002L,
                VerdictOutcome.EQUAL,
                Confirmed.NOTHING,
                new Side(1_204_331, 1_204_300, 31, 0, 0, 0, 0),
                new Side(1_204_331, 1_204_300, 31, 0, 0, 0, 0));
        return table(name, "READY", List.of(SampleVerdicts.run(1, equal, true)), List.of(), NO_QUARANTINE);
    }

    private static ReportedTable sensors() {
        var sample = SampleVerdicts.verdict(
                1_764_000_000_002L,
                VerificationLevel.SAMPLE,
                VerdictOutcome.EQUAL,
                Confirmed.NOTHING,
                new Side(3_000, 3_000, 0, 0, 0, 0, 0),
                new Side(3_000, 3_000, 0, 0, 0, 0, 0),
                "correct horse",
                new SampleStatement(
                        "0.95",
                        new SampleStatement.Bound(1_000_000, 3_000, 0, 996),
                        new SampleStatement.Bound(81_000_000, 3_000, 0, 80_812)));
        return table("Sensors", "READY", List.of(SampleVerdicts.run(1, sample, true)), List.of(), NO_QUARANTINE);
    }

    private static ReportedTable table(
            String name,
            String phase,
            List<ReportedRun> runs,
            List<ReportedDifference> differences,
            ReportedQuarantine quarantine) {
        var run = runs.getFirst();
        return new ReportedTable(
                name,
                phase,
                run.outcome(),
                TableSentence.of(run),
                runs,
                List.of(pass(run.pass())),
                List.of(new TargetTable(
                        name.toLowerCase(Locale.ROOT),
                        List.of(
                                new Column("user_id", "text", true),
                                new Column("total", "numeric(12,2)", false),
                                new Column("rest", "", false)))),
                quarantine,
                new Differences(differences.size(), differences),
                differences.isEmpty()
                        ? List.of()
                        : List.of(new ReportedTable.Repair(
                                2, 1_764_000_000_003L, HOSTILE, false, 3, 1, 0, minutes(200), minutes(201))),
                List.of(
                        new PhaseChanged(BEGIN, "PLANNED", "PREPARING", "tailrace", ""),
                        new PhaseChanged(minutes(1), "PREPARING", "BACKFILLING", "tailrace", ""),
                        new PhaseChanged(minutes(100), "BACKFILLING", "CATCHING_UP", "tailrace", ""),
                        new PhaseChanged(minutes(110), "CATCHING_UP", "VERIFYING", "tailrace", ""),
                        new PhaseChanged(
                                minutes(180 + name.length()), "VERIFYING", phase, "ada", "asked for by " + HOSTILE)),
                lag(name.length()));
    }

    private static List<LagMinute> lag(int seed) {
        var lag = new ArrayList<LagMinute>();
        for (int i = 0; i < 200; i++) {
            lag.add(new LagMinute(minutes(i), (i * seed * 7919 % 40 + (i < 90 ? 300 - i * 3 : 4)) / 10 + ".3"));
        }
        return lag;
    }

    private static ReportedPass pass(int number) {
        return new ReportedPass(
                number,
                number,
                BEGIN,
                minutes(100),
                minutes(104),
                null,
                "arn:aws:dynamodb:us-east-1:123456789012:table/T/stream/2026",
                true,
                64,
                121_000,
                120_004,
                118_990,
                4,
                0,
                38_191,
                412,
                3,
                "60002.5");
    }

    private static ReportedDifference difference(String kind, int number, String key, List<String> columns) {
        return new ReportedDifference("Orders", 2, 1_764_000_000_003L, number, kind, "orders", key, columns, key);
    }

    private static List<Event> events() {
        return List.of(
                new Event(1, BEGIN, "tailrace", "Registered", null, "digest=" + FILE),
                new Event(2, minutes(1), "tailrace", "PassOpened", "Orders", "pass=1"),
                new Event(
                        3,
                        minutes(60),
                        "ada@example.com",
                        "Verb",
                        "Orders",
                        "verb=throttle input={\"unitsPerSecond\":500}"),
                new Event(4, minutes(100), "tailrace", "BarrierRaised", "Orders", ""),
                new Event(5, minutes(200), "ada@example.com", "QuarantineAccepted", "AppData", HOSTILE),
                new Event(6, minutes(230), "tailrace", "Verdict", "Events", "outcome=EQUAL"));
    }
}
