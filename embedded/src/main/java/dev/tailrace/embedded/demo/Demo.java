package dev.tailrace.embedded.demo;

import dev.tailrace.embedded.checker.CheckReport;
import dev.tailrace.embedded.checker.Checker;
import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.ControlView;
import dev.tailrace.embedded.run.MigrationProgress;
import dev.tailrace.embedded.run.Narrator;
import dev.tailrace.embedded.run.Operator;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.run.WaitNote;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.AppData;
import dev.tailrace.embedded.scenario.Load;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Sharded;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Addresses;
import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** The story, told once. Everything it makes is gone when it is closed. */
final class Demo implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long SEED = 20_26;
    /** In all, by two threads per scenario. */
    private static final double CHANGES_PER_SECOND = 200;
    /** Read capacity units a second and table for each item: the copy takes some ten seconds and has a middle to be killed in. */
    private static final double BUDGET_PER_ITEM = 1 / 150.0;

    private final Deque<AutoCloseable> made = new ArrayDeque<>();
    private final Stack stack;
    private final Narrator narrator;
    private final int items;
    private final String suffix = Stack.unique("");
    private final String migration = "demo" + suffix.replace('_', '-');
    private final List<Scenario> scenarios = List.of(new AppData(suffix), new Orders(suffix), new Sharded(suffix));
    private final FreshDatabase database;
    private final Path workerLog;
    private final WaitNote still = new WaitNote(Clock.systemUTC());

    Demo(Stack stack, Narrator narrator, int items) {
        this.stack = stack;
        this.narrator = narrator;
        this.items = items;
        this.database = own(stack.freshDatabase());
        this.workerLog = newLog();
    }

    /** The exit code: 0 equal, 3 different, 4 not finished. */
    int run() {
        try {
            return tell();
        } catch (IllegalStateException | SQLException e) {
            narrator.say("Not finished: " + e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause()));
            narrator.say("The worker's log is " + workerLog);
            return 4;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 4;
        }
    }

    /** Says where everything is. */
    void invite() {
        Addresses addresses = stack.addresses();
        narrator.plain("");
        narrator.plain("Everything stays up until Ctrl-C:");
        narrator.plain("  DynamoDB   " + addresses.dynamoDb() + "   any credentials, us-east-1");
        narrator.plain("  Postgres   " + database.address().url());
        narrator.plain("  Temporal   " + addresses.temporal() + "   namespace " + addresses.namespace());
        addresses
                .temporalUi()
                .ifPresent(ui -> narrator.plain(
                        "  UI         %s/namespaces/%s/workflows/%s".formatted(ui, addresses.namespace(), migration)));
        narrator.plain("  migration  " + migration + "   try: TEMPORAL_ADDRESS=" + addresses.temporal()
                + " ./tailrace status " + migration);
        narrator.plain("  log        " + workerLog);
    }

    @Override
    public void close() {
        while (!made.isEmpty()) {
            try {
                made.pop().close();
            } catch (Exception e) {
                narrator.say("Cannot clean up: " + e.getMessage());
            }
        }
    }

    private int tell() throws SQLException, InterruptedException {
        narrator.say("stack      DynamoDB, Postgres and Temporal are up (" + temporalKind() + ")");
        if (stack.addresses().temporalUi().isEmpty()) {
            narrator.plain(
                    "          For Temporal's UI: put its CLI on the PATH (https://docs.temporal.io/cli), and run it again.");
        }
        WorkerChild worker = own(WorkerChild.start(stack.addresses().environment(database.address()), workerLog));
        loadSources();
        List<Writers> writers = startWriters();
        narrator.say("writers    200 changes a second: insert, update, delete, delete and insert again, move");
        try (ControlView control = ControlView.open(database.address());
                Operator operator = Operator.connect(stack.addresses())) {
            operator.start(
                    new MigrationFile(migration, scenarios, OptionalDouble.of(Math.max(1, items * BUDGET_PER_ITEM))));
            narrator.say("migration  " + migration + " started, worker " + worker.pid());

            await(control, worker, "the middle of the copy", p -> p.percent() >= 20);
            killAndRestart(control, worker);
            await(control, worker, "catch-up", p -> p.anyIn("CATCHING_UP") || p.anyIn("VERIFYING") || p.anyIn("READY"));
            killAndRestart(control, worker);

            MigrationProgress ready = await(control, worker, "READY and EQUAL", MigrationProgress::allReadyAndEqual);
            Lag lag = Lag.of(operator.status(migration));
            narrator.say("verified   all tables READY, verdict EQUAL, while the writers still write; lag " + lag);
            writers.forEach(Writers::close);
            narrator.say("writers    stopped; verifying once more, then checking independently");
            MigrationProgress last = verifyAgain(control, worker, operator, ready);
            CheckReport report = check();
            Summary summary = new Summary(writers, last, lag, report, narrator.elapsed());
            summary.lines().forEach(narrator::plain);
            return summary.exitCode() == 0 ? report() : summary.exitCode();
        }
    }

    /** The exit code: that of the report, which asks no one but the control schema. */
    private int report() throws InterruptedException {
        WrittenReport report = WrittenReport.write(stack.addresses().environment(database.address()), migration);
        if (!report.saysEqual()) {
            narrator.plain(report.said());
            return report.exitCode();
        }
        narrator.plain("");
        narrator.plain("What an auditor would read of it: " + report.page());
        return 0;
    }

    private String temporalKind() {
        return stack.addresses().temporalUi().isPresent() ? "Temporal dev server with its UI" : "Temporal in-process";
    }

    private void loadSources() {
        long each = items / scenarios.size();
        for (Scenario scenario : scenarios) {
            own(Source.create(stack.dynamoDb(), scenario, each, SEED));
        }
        narrator.say(String.format(
                Locale.ROOT, "source     %,d items in AppData, Orders and Events", each * scenarios.size()));
    }

    private List<Writers> startWriters() {
        List<Writers> writers = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Load load = new Load(2, CHANGES_PER_SECOND / scenarios.size(), items / scenarios.size(), SEED);
            writers.add(own(Writers.start(stack.dynamoDb(), scenario, load)));
        }
        return writers;
    }

    private void killAndRestart(ControlView control, WorkerChild worker) throws SQLException {
        long pid = worker.pid();
        worker.kill();
        MigrationProgress at = new MigrationProgress(control.tables(migration));
        narrator.say("kill -9    worker " + pid + " at: " + at.line());
        worker.restart();
        narrator.say("restart    worker " + worker.pid());
    }

    private MigrationProgress verifyAgain(
            ControlView control, WorkerChild worker, Operator operator, MigrationProgress before) {
        operator.verb(migration, "verify", Map.of());
        return await(control, worker, "another verdict EQUAL", now -> now.allReadyAndEqual() && isLater(now, before));
    }

    private static boolean isLater(MigrationProgress now, MigrationProgress before) {
        for (int i = 0; i < now.tables().size(); i++) {
            TableView table = now.tables().get(i);
            if (table.run() <= before.tables().get(i).run()) {
                return false;
            }
        }
        return true;
    }

    private CheckReport check() throws SQLException, InterruptedException {
        List<Expectation> expectations = scenarios.stream()
                .flatMap(scenario -> scenario.expectations().stream())
                .toList();
        try (Connection connection = database.address().connect()) {
            return Checker.check(stack.dynamoDb(), connection, expectations);
        }
    }

    private MigrationProgress await(
            ControlView control, WorkerChild worker, String what, Predicate<MigrationProgress> good) {
        return Await.until(
                what,
                LIMIT,
                () -> {
                    MigrationProgress progress = new MigrationProgress(control.tables(migration));
                    narrator.progress(still.line(
                            progress.line(),
                            () -> worker.isWorking() ? what : "worker %d to start".formatted(worker.pid())));
                    return progress;
                },
                good);
    }

    private <T extends AutoCloseable> T own(T part) {
        made.push(part);
        return part;
    }

    private static Path newLog() {
        try {
            return Files.createTempFile("tailrace-demo-worker", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the worker's log", e);
        }
    }
}
