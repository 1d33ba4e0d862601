package dev.tailrace.embedded.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tailrace.embedded.checker.CheckReport;
import dev.tailrace.embedded.fault.Fault;
import dev.tailrace.embedded.fault.FaultProxy;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.scenario.AppData;
import dev.tailrace.embedded.scenario.Load;
import dev.tailrace.embedded.stack.Outages;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.worker.cli.Cli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that fail, on a stack of its own. Everything resumes by itself, and status names the reason meanwhile. */
@Tag("stack")
class OutagesTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Load LOAD = new Load(2, 60, 2_000, 11);
    /** Of the 250 or so that the copy takes: longer than the outages of a test. */
    private static final double SLOWLY = 3;
    /** Where change capture shows it all: a verification reads as fast as the copy may. */
    private static final double FAST = 200;

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.start();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void dynamoDbFailsInEveryWay() throws Exception {
        try (RehearsalStack rehearsal = copying(FAST)) {
            FaultProxy tables = rehearsal.stores().tables();
            FaultProxy streams = rehearsal.stores().streams();
            for (Fault throttle : Fault.throttles()) {
                suffer(rehearsal, tables, throttle, "TR-S006", ((Fault.Answer) throttle).code());
            }
            suffer(rehearsal, streams, Fault.streamThrottle(), "TR-S006", "LimitExceededException");
            suffer(rehearsal, streams, Fault.serverError(), "TR-S002", "InternalServerError");
            suffer(rehearsal, tables, new Fault.Cut(300), "TR-S002", "");
            suffer(rehearsal, streams, new Fault.HalfOpen(), "TR-S002", "timeout");
            assertNothingLost(rehearsal);
        }
    }

    @Test
    void postgresIsRestartedAtOnceAndThenGoesSilent() throws Exception {
        Outages outages = outages();
        try (RehearsalStack rehearsal = copying(SLOWLY)) {
            outages.restartPostgres();
            awaitReason(rehearsal, "TR-T001", "");
            awaitGoing(rehearsal);

            suffer(rehearsal, rehearsal.stores().postgres(), new Fault.HalfOpen(), "TR-T001", "");
            assertNothingLost(rehearsal);
        }
    }

    /** While it is copied, and once it is only captured. */
    @Test
    void postgresIsAReaderForAWhile() throws Exception {
        Outages outages = outages();
        try (RehearsalStack rehearsal = copying(SLOWLY)) {
            outages.demotePostgres();
            awaitReason(rehearsal, "TR-T016", "targetServerType");
            outages.promotePostgres();
            awaitGoing(rehearsal);

            rehearsal.operator().verb(rehearsal.migration(), "throttle", Map.of("unitsPerSecond", 10_000));
            rehearsal.await("READY", LIMIT, now -> now.stream().allMatch(TableView::isReadyAndEqual));
            outages.demotePostgres();
            awaitReason(rehearsal, "TR-T016", "");
            outages.promotePostgres();
            awaitGoing(rehearsal);
            assertNothingLost(rehearsal);
        }
    }

    @Test
    void temporalIsDownForAWhile() throws Exception {
        Outages outages = outages();
        try (RehearsalStack rehearsal = copying(SLOWLY)) {
            outages.stopTemporal();
            assertThat(status(rehearsal)).contains("TR-W005", "no server answers");
            List<TableView> down = rehearsal.tables();
            rehearsal.await("work goes on without Temporal", LIMIT, now -> applied(now) > applied(down));

            outages.startTemporal();
            awaitGoing(rehearsal);
            assertThat(rehearsal.reasons()).isEmpty();
            assertNothingLost(rehearsal);
        }
    }

    private static Outages outages() {
        assumeTrue(stack.outages().isPresent(), "only servers that are child processes can be stopped");
        return stack.outages().orElseThrow();
    }

    private static RehearsalStack copying(double unitsPerSecond) throws Exception {
        RehearsalStack rehearsal =
                new RehearsalStack(stack, List.of(new AppData(Stack.unique(""))), LOAD, unitsPerSecond);
        rehearsal.hire();
        rehearsal.await("copied items and applied changes", LIMIT, now -> scanned(now) > 0 && applied(now) > 0);
        return rehearsal;
    }

    private static void suffer(RehearsalStack rehearsal, FaultProxy proxy, Fault fault, String code, String words) {
        proxy.set(fault);
        awaitReason(rehearsal, code, words);
        proxy.set(new Fault.Pass());
        awaitGoing(rehearsal);
    }

    private static void awaitReason(RehearsalStack rehearsal, String code, String words) {
        long start = System.nanoTime();
        Await.until(
                code + " " + words,
                LIMIT,
                rehearsal::reasons,
                reasons -> reasons.stream().anyMatch(reason -> reason.startsWith(code) && reason.contains(words)));
        System.out.println(code + " " + words + " after "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms: " + rehearsal.reasons());
    }

    private static void awaitGoing(RehearsalStack rehearsal) {
        long start = System.nanoTime();
        List<TableView> before = rehearsal.tables();
        rehearsal.await(
                "work goes on and status says so",
                LIMIT,
                now -> applied(now) > applied(before) && rehearsal.reasons().isEmpty());
        System.out.println(
                "going after " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
    }

    private static void assertNothingLost(RehearsalStack rehearsal) throws Exception {
        if (rehearsal.tables().stream().anyMatch(table -> table.phase().equals("BACKFILLING"))) {
            rehearsal.operator().verb(rehearsal.migration(), "throttle", Map.of("unitsPerSecond", 10_000));
        }
        CheckReport report = rehearsal.conclude(LIMIT);
        assertThat(report.examples()).as("%s; %s", report, rehearsal.logs()).isEmpty();
        assertThat(report.isEqual()).isTrue();
        assertThat(report.rows()).isPositive();
    }

    private static String status(RehearsalStack rehearsal) {
        StringWriter err = new StringWriter();
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.putAll(stack.addresses().environment(rehearsal.database().address()));
        int exit = Cli.commandLine(environment).setErr(new PrintWriter(err)).execute("status", rehearsal.migration());
        return exit + " " + err;
    }

    private static long scanned(List<TableView> tables) {
        return tables.stream().mapToLong(TableView::scanned).sum();
    }

    private static long applied(List<TableView> tables) {
        return tables.stream().mapToLong(TableView::applied).sum();
    }
}
