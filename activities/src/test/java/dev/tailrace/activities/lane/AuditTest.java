package dev.tailrace.activities.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.trail.Anchor;
import dev.tailrace.activities.trail.TrailCheck;
import dev.tailrace.activities.trail.TrailDigest;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.PhaseChange;
import dev.tailrace.workflows.table.TableActivities.QuarantineAcceptance;
import dev.tailrace.workflows.table.TableActivities.Steering;
import dev.tailrace.workflows.table.TableActivities.VerbRecord;
import dev.tailrace.workflows.table.TableActivities.VerdictApproval;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.TrailHead;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I10: each event stands once, as a line that the next one binds, and nothing changes it. */
@Tag("stack")
@Timeout(120)
class AuditTest {
    private static final int THREADS = 8;
    private static final int EACH = 40;

    private final Bench bench;
    private final TableRef things;

    AuditTest() throws SQLException {
        bench = new Bench();
        things = bench.table.ref();
    }

    @AfterEach
    void disarm() {
        CrashPoints.arm(CrashPoints.Stop.NONE);
    }

    /** What appends an event in a transaction of its own. */
    private record Step(Commit commit, Callable<@Nullable TrailHead> run) {}

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private List<Step> steps() {
        bench.run("update tailrace.lane set done = true where kind = 'segment'");
        var phase = new PhaseChange(things, 4, Phase.PLANNED, Phase.PREPARING, "tailrace", "its turn");
        var verb = new VerbRecord(things, "31", "pause", "Zoë", "{\"scope\":\"all\"}");
        var stands = Steering.pauses(things, 5, true, false).givingWay(true);
        var gap = Problem.of(Code.C010, "table Things, shard a", "TrimmedDataAccessException");
        var acceptance = new QuarantineAcceptance(things, "32", bench.passId, "ann", "test data");
        var approval = new VerdictApproval(things, "33", bench.passId, "ab".repeat(32), "ann", "seen");
        return List.of(
                new Step(Commit.PHASE_CHANGED, () -> Ledger.phase(bench.pool, phase)),
                new Step(Commit.VERB_RECORDED, () -> Ledger.verb(bench.pool, verb)),
                new Step(Commit.STEERED, () -> Ledger.steer(bench.pool, stands)),
                new Step(Commit.GAP_RECORDED, () -> Ledger.gap(bench.pool, things, bench.passId, gap)),
                new Step(
                        Commit.INDEX_RECORDED,
                        () -> Ledger.indexBuilt(bench.pool, things, bench.passId, "public.things", "things_n")),
                new Step(Commit.QUARANTINE_ACCEPTED, () -> Signatures.accept(bench.pool, acceptance)),
                new Step(Commit.VERDICT_APPROVED, () -> Signatures.approve(bench.pool, approval)),
                new Step(
                        Commit.BARRIER_RAISED,
                        () -> Barrier.raise(bench.pool, things, bench.passId)
                                .orElseThrow()
                                .trail()));
    }

    @Test
    void anEventStandsOnceWhereverTheAttemptIsCutOffAndEachAttemptNamesIt() throws Exception {
        var heads = new ArrayList<TrailHead>();
        for (var step : steps()) {
            for (var moment : CrashPoints.Moment.values()) {
                crashAt(step.commit(), moment);
                assertThatThrownBy(() -> step.run().call()).isInstanceOf(Crash.class);
            }
            CrashPoints.arm(CrashPoints.Stop.NONE);
            var head = step.run().call();
            assertThat(head)
                    .as("%s", step.commit())
                    .isNotNull()
                    .isEqualTo(step.run().call());
            heads.add(head);
        }

        assertThat(types())
                .containsExactly(
                        "PhaseChanged",
                        "Verb",
                        "GaveWay",
                        "Gap",
                        "IndexBuilt",
                        "QuarantineAccepted",
                        "VerdictApproved",
                        "BarrierRaised");
        assertThat(heads).extracting(TrailHead::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        var anchors = heads.stream()
                .map(head -> new Anchor(head.seq(), head.head(), "an activity's result"))
                .toList();
        assertThat(TrailCheck.of(file(), anchors))
                .returns(true, TrailCheck::isIntact)
                .returns(8L, TrailCheck::anchored);
        TrailHead newest = Transaction.read(bench.pool, c -> Audit.newest(c, "bench"));
        assertThat(newest).isEqualTo(heads.getLast());
    }

    @Test
    void aLaterRunOfTheWorkflowThatTakesTheMigrationUpIsTold() throws Exception {
        var first = register("run-1");
        assertThat(register("run-1")).isEqualTo(first);
        var again = register("run-2");
        assertThat(register("run-2")).isEqualTo(again).isNotEqualTo(first);

        assertThat(types()).containsExactly("Registered", "WorkerBuild", "StartedAgain");
        assertThat(first.seq()).isEqualTo(2);
        assertThat(again.seq()).isEqualTo(3);
    }

    private TrailHead register(String run) throws SQLException {
        return Transaction.run(
                bench.pool,
                Commit.REGISTERED,
                c -> RegistrationEvents.append(c, "bench", JsonNodeFactory.instance.objectNode(), run));
    }

    private static void crashAt(Commit commit, CrashPoints.Moment moment) {
        CrashPoints.arm((reached, when) -> {
            if (reached == commit && when == moment) {
                throw new Crash();
            }
        });
    }

    @Test
    void aLaterSteeringThatSaysNothingOfGivingWayLeavesNoEvent() throws SQLException {
        assertThat(Ledger.steer(bench.pool, Steering.pauses(things, 5, true, false)))
                .isNull();
        Ledger.steer(bench.pool, Steering.pauses(things, 6, true, false).givingWay(true));
        Ledger.steer(bench.pool, Steering.pauses(things, 7, false, false).givingWay(false));

        assertThat(strings("select line::jsonb ->> 'outcome' from tailrace.audit order by seq"))
                .containsExactly("BACKFILL_STANDS", "BACKFILL_GOES_ON");
    }

    @Test
    void aPhaseThatALaterOneHasOvertakenLeavesNoEvent() throws SQLException {
        Ledger.phase(bench.pool, new PhaseChange(things, 5, Phase.PREPARING, Phase.BACKFILLING, "tailrace", ""));
        assertThat(Ledger.phase(bench.pool, new PhaseChange(things, 4, Phase.PLANNED, Phase.PREPARING, "tailrace", "")))
                .isNull();
        assertThat(types()).containsExactly("PhaseChanged");
    }

    @Test
    void manyWhoAppendAtOnceMakeOneChainWithoutGapsAndTheSameEventOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var answers = new ArrayList<Future<List<TrailHead>>>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                answers.add(threads.submit(() -> {
                    var heads = new ArrayList<TrailHead>();
                    for (int n = 0; n < EACH; n++) {
                        append(NewEvent.of(things, EventType.VERB, number + "/" + n));
                        heads.add(append(NewEvent.of(things, EventType.VERB, "shared/" + n)));
                    }
                    return heads;
                }));
            }
            var shared = answers.getFirst().get(60, TimeUnit.SECONDS);
            for (var answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(shared);
            }
        }
        int events = THREADS * EACH + EACH;
        assertThat(TrailCheck.of(file(), List.of()))
                .returns(true, TrailCheck::isIntact)
                .returns((long) events, TrailCheck::events)
                .returns((long) events, TrailCheck::seq);
    }

    @Test
    void theDatabaseRefusesToChangeRemoveOrEmptyTheTrail() throws Exception {
        append(NewEvent.of(things, EventType.VERB, "v"));
        for (var change : List.of(
                "update tailrace.audit set actor = 'mallory'",
                "update tailrace.audit set line = line where false",
                "delete from tailrace.audit",
                "truncate tailrace.audit",
                "truncate tailrace.migration cascade")) {
            refused(change, "The audit trail is only ever added to");
        }
        assertThat(types()).containsExactly("Verb");
    }

    @Test
    void theDatabaseRefusesAnEventThatDoesNotContinueTheTrailOrSaysAnotherThingThanItsColumns() throws Exception {
        append(NewEvent.of(things, EventType.VERB, "v").with("verb", "pause"));
        var copy = """
                insert into tailrace.audit (migration, seq, at, actor, type, table_name, once, payload, line)
                select migration, %s, at, %s, type, %s, 'w', %s::jsonb,
                       jsonb_set(jsonb_set(jsonb_set(line::jsonb, '{seq}', '2'), '{once}', '"w"'), '{prev}',
                                 to_jsonb(%s::text))::varchar
                  from tailrace.audit where seq = 1""";
        var prev = "encode(sha256(convert_to(line, 'UTF8')), 'hex')";

        refused(copy.formatted("3", "actor", "table_name", "payload", prev), "does not continue the audit trail");
        refused(
                copy.formatted("2", "actor", "table_name", "payload", "'%s'".formatted(TrailDigest.NONE)),
                "does not continue");
        refused(copy.formatted("2", "'mallory'", "table_name", "payload", prev), "does not say what its columns say");
        refused(copy.formatted("2", "actor", "null", "payload", prev), "does not say what its columns say");
        refused(copy.formatted("2", "actor", "table_name", "'{}'", prev), "does not say what its columns say");
        bench.run(copy.formatted("2", "actor", "table_name", "payload", prev));
        assertThat(TrailCheck.of(file(), List.of()).isIntact()).isTrue();
    }

    private void refused(String statement, String why) throws SQLException {
        try (var connection = bench.pool.getConnection();
                var sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement))
                    .as(statement)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23001"))
                    .hasMessageContaining(why);
        }
    }

    @Test
    void aLineSaysWhatTheColumnsSay() throws Exception {
        append(NewEvent.of(things, EventType.GAP, "g")
                .by("Zoë \"the\" O'Neil\n")
                .ending("TR-C010")
                .with("what", "ümlaut \\ and \u2028"));
        append(NewEvent.of("bench", EventType.WORKER_BUILD, "b"));
        var json = new ObjectMapper();
        var rows = DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch(
                        "select line, seq, actor, type, table_name, once, payload::text,"
                                + " to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') as at from tailrace.audit order by seq");
        for (var row : rows) {
            var line = json.readTree(row.get("line", String.class));
            for (var column : List.of("seq", "actor", "type", "once", "at")) {
                assertThat(line.path(column).asText()).isEqualTo(row.get(column, String.class));
            }
            assertThat(line.path("table").textValue()).isEqualTo(row.get("table_name", String.class));
            assertThat(line.path("payload")).isEqualTo(json.readTree(row.get("payload", String.class)));
            assertThat(row.get("line", String.class)).isASCII();
        }
        assertThat(json.readTree(rows.getFirst().get("line", String.class))
                        .path("outcome")
                        .asText())
                .isEqualTo("TR-C010");
        assertThat(rows.getLast().get("table_name")).isNull();
    }

    private TrailHead append(NewEvent event) throws SQLException {
        return Transaction.run(bench.pool, Commit.VERB_RECORDED, c -> Audit.append(c, event))
                .trail();
    }

    private List<String> types() {
        return strings("select type from tailrace.audit order by seq");
    }

    private List<String> strings(String query) {
        return DSL.using(bench.pool, SQLDialect.POSTGRES).fetch(query).getValues(0, String.class);
    }

    private byte[] file() {
        return Stream.concat(strings("select line from tailrace.audit order by seq").stream(), Stream.of(""))
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow()
                .getBytes(StandardCharsets.UTF_8);
    }
}
