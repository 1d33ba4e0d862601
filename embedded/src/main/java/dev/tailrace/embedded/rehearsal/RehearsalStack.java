package dev.tailrace.embedded.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.embedded.checker.CheckReport;
import dev.tailrace.embedded.checker.Checker;
import dev.tailrace.embedded.fault.FaultyStores;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.Operator;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.Load;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A migration of live tables whose workers reach their stores through faulty proxies; writers and looks go past those.
 * Closing ends the migration and removes everything but the workers' logs. For one thread.
 */
final class RehearsalStack implements AutoCloseable {
    private final Deque<AutoCloseable> made = new ArrayDeque<>();
    private final Stack stack;
    private final List<Scenario> scenarios;
    private final List<Writers> writers = new ArrayList<>();
    private final List<WorkerChild> workers = new ArrayList<>();
    private final String migration = Stack.unique("rehearsal").replace('_', '-');
    private final FreshDatabase database;
    private final FaultyStores stores;
    private final Operator operator;
    private final SteadyView view;

    /**
     * Loads the tables, starts the writers and the migration; there is no worker yet.
     *
     * @param each the load of each scenario
     * @param unitsPerSecond what the copy of each table may read
     */
    RehearsalStack(Stack stack, List<Scenario> scenarios, Load each, double unitsPerSecond) throws IOException {
        this.stack = stack;
        this.scenarios = List.copyOf(scenarios);
        this.database = own(stack.freshDatabase());
        this.stores = own(FaultyStores.before(stack.addresses()));
        this.operator = own(Operator.connect(stack.addresses()));
        this.view = own(new SteadyView(database.address(), migration));
        for (Scenario scenario : scenarios) {
            own(Source.create(stack.dynamoDb(), scenario, each.items(), each.seed()));
            writers.add(own(Writers.start(stack.dynamoDb(), scenario, each)));
        }
        operator.start(new MigrationFile(migration, scenarios, OptionalDouble.of(unitsPerSecond)));
    }

    String migration() {
        return migration;
    }

    FreshDatabase database() {
        return database;
    }

    FaultyStores stores() {
        return stores;
    }

    Operator operator() {
        return operator;
    }

    List<WorkerChild> workers() {
        return workers;
    }

    /** Starts one more worker, with a log of its own. */
    WorkerChild hire() throws IOException {
        return hire(System.getProperty("java.class.path"));
    }

    /** Starts one more worker, of another build. */
    WorkerChild hire(String classPath) throws IOException {
        WorkerChild worker = own(WorkerChild.start(
                stores.environment(stack.addresses(), database.address()),
                classPath,
                Files.createTempFile("tailrace-worker", ".log")));
        workers.add(worker);
        return worker;
    }

    /** Looks of its own, for another thread; the caller closes it. */
    SteadyView newView() {
        return new SteadyView(database.address(), migration);
    }

    List<TableView> tables() {
        return view.tables();
    }

    long changes() {
        return writers.stream().mapToLong(Writers::changes).sum();
    }

    /** What stands in the tables' way, as {@code status} says it: code and words. Empty also if no one answers. */
    List<String> reasons() {
        return obstacles(obstacle -> true);
    }

    /** Those of the {@link #reasons} that wait for a person. */
    List<String> blocked() {
        return obstacles(obstacle -> obstacle.path("blocked").asBoolean());
    }

    /** @throws IllegalStateException where the limit passes first, naming what was seen last, the reasons, and the logs */
    List<TableView> await(String what, Duration limit, Predicate<List<TableView>> good) {
        try {
            return Await.until(what, limit, this::tables, good);
        } catch (IllegalStateException late) {
            throw new IllegalStateException(late.getMessage() + "; in the way: " + reasons() + "; " + logs(), late);
        }
    }

    /** Waits until every table is READY, and its last verification found it equal. */
    List<TableView> awaitReady(Duration limit) {
        return await("READY and EQUAL", limit, RehearsalStack::allReady);
    }

    /** Stops the writers, has everything verified once more, and checks independently. */
    CheckReport conclude(Duration limit) throws SQLException, InterruptedException {
        writers.forEach(Writers::close);
        Map<String, Long> runs = awaitReady(limit).stream().collect(Collectors.toMap(TableView::name, TableView::run));
        operator.verb(migration, "verify", Map.of());
        await(
                "another verdict EQUAL",
                limit,
                seen -> allReady(seen)
                        && seen.stream().allMatch(table -> table.run() > runs.getOrDefault(table.name(), 0L)));
        try (Connection connection = database.address().connect()) {
            return Checker.check(
                    stack.dynamoDb(),
                    connection,
                    scenarios.stream().flatMap(s -> s.expectations().stream()).toList());
        }
    }

    String logs() {
        return "the workers' logs: "
                + workers.stream().map(w -> w.log().toString()).collect(Collectors.joining(" "));
    }

    @Override
    public void close() throws Exception {
        List<String> ids = new ArrayList<>(List.of(migration));
        for (TableView table : tables()) {
            // They would go on without it.
            ids.add(migration + "/" + table.name());
            ids.add(migration + "/" + table.name() + "/capture");
        }
        ids.forEach(operator::terminate);
        while (!made.isEmpty()) {
            made.pop().close();
        }
    }

    private List<String> obstacles(Predicate<JsonNode> wanted) {
        try {
            return operator.status(migration)
                    .path("tables")
                    .valueStream()
                    .map(table -> table.path("obstacle"))
                    .filter(obstacle -> obstacle.isObject() && wanted.test(obstacle))
                    .map(obstacle -> obstacle.path("problem"))
                    .map(problem -> problem.path("code").asText() + " "
                            + problem.path("what").asText() + ": "
                            + problem.path("why").asText())
                    .toList();
        } catch (RuntimeException unanswered) {
            return List.of();
        }
    }

    private static boolean allReady(List<TableView> tables) {
        return !tables.isEmpty() && tables.stream().allMatch(TableView::isReadyAndEqual);
    }

    private <T extends AutoCloseable> T own(T part) {
        made.push(part);
        return part;
    }
}
