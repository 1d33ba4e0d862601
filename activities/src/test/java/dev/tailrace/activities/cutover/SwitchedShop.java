package dev.tailrace.activities.cutover;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tailrace.activities.Activities;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.workflows.backfill.BackfillActivities;
import dev.tailrace.workflows.backfill.BackfillActivities.Segment;
import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.backfill.BarrierActivities.PassRef;
import dev.tailrace.workflows.backfill.BarrierActivities.QuarantineReplayRequest;
import dev.tailrace.workflows.capture.CaptureActivities;
import dev.tailrace.workflows.capture.CaptureActivities.Group;
import dev.tailrace.workflows.cutover.CutoverActivities;
import dev.tailrace.workflows.cutover.CutoverActivities.AbortStep;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptAnswer;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptRequest;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import dev.tailrace.workflows.cutover.CutoverActivities.Drain;
import dev.tailrace.workflows.cutover.CutoverActivities.DrainStep;
import dev.tailrace.workflows.cutover.CutoverActivities.FenceStep;
import dev.tailrace.workflows.cutover.CutoverActivities.Moved;
import dev.tailrace.workflows.cutover.CutoverActivities.OpenedPass;
import dev.tailrace.workflows.cutover.CutoverActivities.Step;
import dev.tailrace.workflows.reverse.ReverseActivities;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.Preparation;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.table.TableActivities.Registration;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A group of two tables, one injective and one owned, moved by the engine's activities between DynamoDB Local and a real Postgres. There is
 * no workflow: the test is the workflow.
 */
final class SwitchedShop implements AutoCloseable {
    static final String ACCOUNTS = "Accounts";
    static final String EVENTS = "Events";

    /** Of each step of a switch. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(100);

    final DynamoDbClient source;
    final List<TableRef> tables;
    final DataSource application;
    private final DataSource control;
    private final LocalDynamoDb server;
    private final Activities activities;
    private final List<TestActivityEnvironment> environments = new CopyOnWriteArrayList<>();
    private final List<Thread> running = new CopyOnWriteArrayList<>();
    private final CutoverActivities steps;
    private volatile boolean closed;

    SwitchedShop(Path folder) throws Exception {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        server = LocalDynamoDb.start();
        source = server.tables();
        for (var name : List.of(ACCOUNTS, EVENTS)) {
            source.createTable(c -> c.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                    .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
        }
        control = Bench.database();
        var address = address(control);
        var url = Files.writeString(folder.resolve("url"), "postgresql://postgres:postgres@" + address);
        activities = new Activities(EngineOptions.local(), false, "test");
        steps = stub(CutoverActivities.class);
        tables = register(url);
        application = application(address);
        for (var table : tables) {
            copy(table);
        }
    }

    private static String address(DataSource database) throws SQLException {
        try (var connection = database.getConnection()) {
            return connection.getMetaData().getURL().replaceFirst("^.*//([^/]*/)[^?]*.*$", "$1") + connection.getCatalog();
        }
    }

    private List<TableRef> register(Path url) throws Exception {
        var file = """
                name: shop
                source: {dynamodb: {region: us-east-1, endpoint: "%s"}}
                target: {postgres: {url: "file:%s", schema: public}}
                tokens: true
                enableStream: true
                indexes: false
                tables:
                  - {from: Accounts, mapping: [{into: accounts, key: [id], columns: {id: text, n: integer}, rest: more}]}
                  - from: Events
                    mapping:
                      - {when: {id: "{key}#{shard}"}, into: events, key: [key], columns: {key: text, n: integer}, rest: more,
                         owned: true, born: {shard: {of: key, by: md5, mod: 4}}}
                """.formatted(server.endpoint(), url);
        var answer = stub(TableActivities.class)
                .register(new Registration("shop", new ObjectMapper(new YAMLFactory()).readTree(file)));
        if (answer instanceof Registered.Accepted accepted) {
            return accepted.tables();
        }
        throw new IllegalStateException("Cannot register: " + answer);
    }

    /** A role of its own: the guard lets the engine's pass. */
    private DataSource application(String address) throws SQLException {
        var role = "app_" + address.replaceFirst("^.*/", "");
        run("create role %s login".formatted(role));
        var data = new PGSimpleDataSource();
        data.setUrl("jdbc:postgresql://" + address);
        data.setUser(role);
        return data;
    }

    private void copy(TableRef table) throws SQLException {
        var pass = (Prepared.Open) stub(TableActivities.class).openPass(new Preparation(table, 1));
        capture(table, pass.passId());
        var backfill = stub(BackfillActivities.class);
        for (int number = 0; number < pass.segments(); number++) {
            int segment = number;
            untilDone(n -> backfill.copySegment(Segment.turn(table, pass.passId(), segment, n)));
        }
        var barrier = stub(BarrierActivities.class);
        untilDone(n -> barrier.raiseBarrier(new PassRef(table, pass.passId(), n)));
        untilDone(n -> barrier.purge(new PassRef(table, pass.passId(), n)));
        untilDone(n ->
                barrier.replayQuarantine(QuarantineReplayRequest.ofTheBackfill(new PassRef(table, pass.passId(), n))));
        untilDone(n -> steps.armTarget(table));
        run("grant select, insert, update, delete on %s to %s"
                .formatted(
                        table.name().toLowerCase(Locale.ROOT),
                        ((PGSimpleDataSource) application).getUser()));
    }

    /** An environment of its own, since one runs a single activity at a time. */
    <T> T stub(Class<T> type) {
        var environment = TestActivityEnvironment.newInstance();
        environments.add(environment);
        activities.byQueue().values().stream()
                .flatMap(List::stream)
                .filter(type::isInstance)
                .findFirst()
                .ifPresent(environment::registerActivitiesImplementations);
        return environment.newActivityStub(
                type,
                ActivityOptions.newBuilder()
                        .setScheduleToCloseTimeout(Duration.ofMinutes(5))
                        .setHeartbeatTimeout(EngineOptions.local().heartbeatTimeout())
                        .build());
    }

    private void capture(TableRef table, long passId) {
        var activity = stub(CaptureActivities.class);
        loop(n -> activity.captureChanges(
                Group.turn(table, passId, 0, 1, n)));
    }

    private void reverse(OpenedPass pass) {
        capture(pass.table(), pass.passId());
        var route = stub(ReverseActivities.class);
        loop(n -> route.routeChanges(new ReverseActivities.Task(
                pass.table(), pass.passId(), n, false)));
        var write = stub(ReverseActivities.class);
        loop(n -> write.reverseChanges(new ReverseActivities.Lanes(
                pass.table(), pass.passId(), 0, 1, n, false)));
    }

    /** Until its pass is closed. */
    private void loop(LongFunction<Turn> turn) {
        running.add(Thread.ofPlatform().start(() -> {
            long n = 1;
            while (!closed && !(turn.apply(n) instanceof Turn.Done)) {
                n++;
            }
        }));
    }

    static void untilDone(LongFunction<Turn> work) {
        long end = System.nanoTime() + LIMIT.toNanos();
        Turn turn = new Turn.Yielded();
        for (long n = 1; !(turn instanceof Turn.Done); n++) {
            turn = work.apply(n);
            if (turn instanceof Turn.Blocked || System.nanoTime() > end) {
                throw new IllegalStateException("Cannot go on: " + turn);
            }
        }
    }

    /** Waits until something holds. */
    static void until(Supplier<String> what, BooleanSupplier holds) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to hold: " + what.get());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    long begin(Direction direction, long command) {
        var answer = steps.beginAttempt(new AttemptRequest(tables, direction, command, "ada", LIMIT.toMillis()));
        return ((AttemptAnswer.Begun) answer).attempt().id();
    }

    /** Until nothing is left to drain. */
    void drained(long attempt, Function<DrainStep, Drain> step) {
        var last = new Drain[1];
        until(() -> String.valueOf(last[0]), () -> {
            @Nullable List<Long> seen = last[0] == null ? null : last[0].numbers();
            last[0] = step.apply(new DrainStep(tables, attempt, seen));
            return last[0].drained();
        });
    }

    /** Until a step of an attempt stands. */
    Moved moved(Supplier<Moved> step, AttemptState wanted) {
        var last = new Moved[1];
        until(() -> String.valueOf(last[0]), () -> {
            last[0] = step.get();
            return last[0].state() == wanted && last[0].holders().isEmpty() && last[0].turn() instanceof Turn.Done;
        });
        return last[0];
    }

    CutoverActivities steps() {
        return steps;
    }

    /** A whole cutover. The application's writers of the source have stopped. */
    void cutOver(long command) {
        long attempt = begin(Direction.CUTOVER, command);
        drained(attempt, steps::awaitSilence);
        drained(attempt, steps::drainSource);
        moved(() -> steps.moveToTarget(new Step(tables, attempt)), AttemptState.DONE)
                .passes()
                .forEach(this::reverse);
    }

    /** A rollback up to its ownership transaction. */
    void drainBack(long attempt) {
        moved(() -> steps.fenceTarget(new FenceStep(tables, attempt, false)), AttemptState.OPEN);
        drained(attempt, step -> steps.drainTarget(new Step(tables, attempt)));
        drained(attempt, steps::drainSource);
        drained(attempt, step -> steps.drainTarget(new Step(tables, attempt)));
        untilDone(n -> steps.closeReverse(new Step(tables, attempt)));
    }

    /** A whole rollback, after which the stream is applied again and what was left open is looked at again. */
    void rollBack(long command) {
        long attempt = begin(Direction.ROLLBACK, command);
        drainBack(attempt);
        moved(() -> steps.moveToSource(new Step(tables, attempt)), AttemptState.DONE)
                .passes()
                .forEach(this::forward);
    }

    /** Ends an attempt at a rollback; the way back goes on, in other passes where it has to. */
    void aborted(long attempt) {
        moved(
                        () -> steps.abortAttempt(new AbortStep(tables, attempt, "why not")),
                        AttemptState.ABORTED)
                .passes()
                .forEach(this::reverse);
    }

    private void forward(OpenedPass pass) {
        capture(pass.table(), pass.passId());
        untilDone(n -> steps.lookAgain(pass.table()));
        var barrier = stub(BarrierActivities.class);
        untilDone(n -> barrier.replayQuarantine(
                QuarantineReplayRequest.ofTheBackfill(new PassRef(pass.table(), pass.passId(), n))));
    }

    void run(String statement) {
        DSL.using(control, SQLDialect.POSTGRES).execute(statement);
    }

    List<String> rows(String query) {
        return DSL.using(control, SQLDialect.POSTGRES).fetch(query).map(r -> r.get(0, String.class));
    }

    Connection connection() throws SQLException {
        return application.getConnection();
    }

    @Override
    public void close() throws Exception {
        closed = true;
        run("update tailrace.pass set closed_at = now() where closed_at is null");
        run("update tailrace.lane set closed = true");
        for (var thread : new ArrayList<>(running)) {
            if (!thread.join(LIMIT)) {
                throw new IllegalStateException("An activity did not end");
            }
        }
        environments.forEach(TestActivityEnvironment::close);
        activities.close();
        server.close();
    }
}
