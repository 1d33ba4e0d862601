package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tailrace.embedded.checker.CheckReport;
import dev.tailrace.embedded.checker.Checker;
import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.CliChild;
import dev.tailrace.embedded.run.ControlView;
import dev.tailrace.embedded.run.Operator;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.Load;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.DatabaseAddress;
import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Migrations on the shared stack with a database and workers of their own; closing aborts them and removes everything. */
final class Rehearsal implements AutoCloseable {
    /** Read units per second. */
    private static final double BUDGET = 40;

    private static final Duration LIMIT = Duration.ofSeconds(400);

    private final Stack stack;
    private final Deque<AutoCloseable> made = new ArrayDeque<>();
    private final List<String> migrations = new ArrayList<>();
    private final DatabaseAddress database;
    private final ControlView control;
    private final Operator operator;
    private final Path log;

    Rehearsal(Stack stack) throws SQLException, IOException {
        this(stack, stack.freshDatabase());
    }

    private Rehearsal(Stack stack, FreshDatabase database) throws SQLException, IOException {
        this(stack, database.address());
        made.addLast(database);
    }

    /** On a database that the caller closes. */
    Rehearsal(Stack stack, DatabaseAddress database) throws SQLException, IOException {
        this.stack = stack;
        this.database = database;
        this.control = own(ControlView.open(database));
        this.operator = own(Operator.connect(stack.addresses()));
        this.log = Files.createTempFile("tailrace-worker", ".log");
    }

    Operator operator() {
        return operator;
    }

    WorkerChild worker() {
        return worker(Map.of());
    }

    /** @param more added to the environment that a worker needs */
    WorkerChild worker(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(stack.addresses().environment(database));
        environment.putAll(more);
        return own(WorkerChild.start(environment, log));
    }

    /** What the workers have printed. */
    String log() throws IOException {
        return Files.readString(log);
    }

    DatabaseAddress target() {
        return database;
    }

    /** The one number that a query on the target answers. */
    long number(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Runs a statement on the target. */
    void sql(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Footprint footprint(WorkerChild worker) throws SQLException {
        return Footprint.of(worker, database);
    }

    CliChild cli(String... arguments) throws IOException {
        return own(CliChild.start(stack.addresses().environment(database), arguments));
    }

    Source source(Scenario scenario, long items) {
        return own(Source.create(stack.dynamoDb(), scenario, items, 1));
    }

    Writers writers(Scenario scenario, double changesPerSecond, long items) {
        return own(Writers.start(stack.dynamoDb(), scenario, new Load(2, changesPerSecond, items, 2)));
    }

    /** Starts a migration of the scenarios under a fresh name, which it returns. The copy takes some seconds. */
    String start(Scenario... scenarios) {
        return start(BUDGET, UnaryOperator.identity(), scenarios);
    }

    /** The same with a budget in read units per second. */
    String start(double budget, Scenario... scenarios) {
        return start(budget, UnaryOperator.identity(), scenarios);
    }

    /** The same with a change to the file's text. */
    String start(UnaryOperator<String> edited, Scenario... scenarios) {
        return start(BUDGET, edited, scenarios);
    }

    private String start(double budget, UnaryOperator<String> edited, Scenario... scenarios) {
        String name = Stack.unique(scenarios[0].id()).replace('_', '-');
        operator.start(
                name, edited.apply(new MigrationFile(name, List.of(scenarios), OptionalDouble.of(budget)).yaml()));
        migrations.add(name);
        return name;
    }

    /** All tables of all migrations that were started. */
    List<TableView> tables() throws SQLException {
        List<TableView> tables = new ArrayList<>();
        for (String migration : migrations) {
            tables.addAll(control.tables(migration));
        }
        return tables;
    }

    TableView table(String name) throws SQLException {
        return tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<TableView> await(String what, Predicate<List<TableView>> good) {
        try {
            return Await.until(what, LIMIT, this::tables, good);
        } catch (IllegalStateException e) {
            throw new AssertionError(e.getMessage() + "; the workers' log is " + log, e);
        }
    }

    /** Waits until every table is READY, and its last verification found it equal. */
    List<TableView> awaitReady(int tables) {
        return await(
                "READY and EQUAL",
                seen -> seen.size() == tables && seen.stream().allMatch(TableView::isReadyAndEqual));
    }

    /** Waits until a table waits for a person, for a reason whose code begins so. */
    void awaitBlocked(String migration, String table, String code) {
        Await.until(
                table + " blocked with " + code,
                LIMIT,
                () -> operator.status(migration)
                        .path("tables")
                        .valueStream()
                        .filter(status -> status.path("table").asText().equals(table))
                        .map(status -> status.path("obstacle"))
                        .filter(obstacle -> obstacle.path("blocked").asBoolean())
                        .map(obstacle -> obstacle.path("problem").path("code").asText())
                        .toList(),
                codes -> codes.stream().anyMatch(found -> found.startsWith(code)));
    }

    /** A table's status as the query tells it; missing before there is one. */
    JsonNode status(String migration, String table) {
        return operator.status(migration)
                .path("tables")
                .valueStream()
                .filter(status -> status.path("table").asText().equals(table))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** Waits until the status of a table is as wanted. */
    void awaitStatus(String migration, String table, String what, Predicate<JsonNode> wanted) {
        try {
            Await.until(table + " " + what, LIMIT, () -> status(migration, table), wanted);
        } catch (IllegalStateException e) {
            throw new AssertionError(e.getMessage() + "; the workers' log is " + log, e);
        }
    }

    /** Waits until a table is in a phase. */
    void awaitPhase(String table, String phase) {
        await(
                table + " " + phase,
                seen -> seen.stream()
                        .anyMatch(view ->
                                view.name().equals(table) && view.phase().equals(phase)));
    }

    /** Has everything verified once more, so that capture has passed what was written before, and checks independently. */
    void assertNothingLost(Scenario... scenarios) throws SQLException, InterruptedException {
        Map<String, Long> runs = runs(tables());
        for (String migration : migrations) {
            operator.verb(migration, "verify", Map.of());
        }
        await(
                "another verdict EQUAL",
                seen -> seen.stream()
                        .allMatch(table -> table.isReadyAndEqual() && table.run() > runs.get(table.name())));
        for (Scenario scenario : scenarios) {
            CheckReport report = check(scenario.expectations());
            assertThat(report.examples()).as("%s: %s", scenario.id(), report).isEmpty();
            assertThat(report.isEqual()).isTrue();
            assertThat(report.rows()).isPositive();
        }
        assertThat(number("select count(*) from pg_index where not indisvalid"))
                .as("unfinished indexes")
                .isZero();
    }

    CheckReport check(List<Expectation> expectations) throws SQLException, InterruptedException {
        try (Connection connection = database.connect()) {
            return Checker.check(stack.dynamoDb(), connection, expectations);
        }
    }

    /** Everything in quarantine, in all passes. */
    List<QuarantinedItem> quarantine() throws SQLException {
        try (Connection connection = database.connect()) {
            return QuarantinedItem.all(connection);
        }
    }

    @Override
    public void close() throws Exception {
        for (String migration : migrations) {
            operator.terminate(migration);
            // They outlive a terminated parent, and would go on with the next test's workers.
            for (TableView table : control.tables(migration)) {
                operator.terminate(migration + "/" + table.name());
                operator.terminate(migration + "/" + table.name() + "/capture");
                operator.terminate(migration + "/" + table.name() + "/verification");
            }
        }
        while (!made.isEmpty()) {
            made.pop().close();
        }
    }

    private static Map<String, Long> runs(List<TableView> tables) {
        return tables.stream().collect(Collectors.toMap(TableView::name, TableView::run));
    }

    private <T extends AutoCloseable> T own(T part) {
        made.push(part);
        return part;
    }
}
