package dev.tailrace.embedded.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tailrace.activities.Activities;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.workflows.backfill.BackfillActivities;
import dev.tailrace.workflows.backfill.BackfillActivities.Segment;
import dev.tailrace.workflows.backfill.BarrierActivities;
import dev.tailrace.workflows.backfill.BarrierActivities.PassRef;
import dev.tailrace.workflows.backfill.BarrierActivities.QuarantineReplayRequest;
import dev.tailrace.workflows.capture.CaptureActivities;
import dev.tailrace.workflows.capture.CaptureActivities.Group;
import dev.tailrace.workflows.capture.TokenActivities;
import dev.tailrace.workflows.capture.TokenActivities.Sent;
import dev.tailrace.workflows.capture.TokenActivities.Sought;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.Preparation;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.table.TableActivities.QuarantineAcceptance;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.table.TableActivities.Registration;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.VerificationActivities;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import dev.tailrace.workflows.verification.VerificationActivities.Verified;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * The one table of a scenario, copied and purged by the engine's activities, with change capture running. No workflow: the
 * test is the workflow. For one thread.
 */
final class CapturedTable implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final FreshDatabase database;
    private final Activities activities = new Activities(EngineOptions.local(), false, "test");
    private final List<TestActivityEnvironment> environments = new ArrayList<>();
    private final TableRef table;
    private final Prepared.Open pass;
    private final List<Thread> capture;
    private volatile boolean closed;

    CapturedTable(Stack stack, Scenario scenario, Path folder) throws IOException {
        database = stack.freshDatabase();
        useCredentials(stack.addresses().environment(database.address()));
        var url = Files.writeString(folder.resolve("url"), database.address().url());
        var control = stub(TableActivities.class);
        var file = file(scenario, "file:" + url, stack.addresses().dynamoDb().toString());
        var registered = (Registered.Accepted) control.register(new Registration("shop", file));
        table = registered.tables().getFirst();
        pass = (Prepared.Open) control.openPass(new Preparation(table, 1));
        capture = IntStream.range(0, pass.captureGroups())
                .mapToObj(group -> {
                    var activity = stub(CaptureActivities.class);
                    return Thread.ofPlatform().start(() -> capture(activity, group));
                })
                .toList();
        copy();
        catchUp();
    }

    /** A local DynamoDB takes any; the process may have none. */
    private static void useCredentials(Map<String, String> environment) {
        if (environment.containsKey("AWS_ACCESS_KEY_ID")) {
            System.setProperty("aws.accessKeyId", environment.get("AWS_ACCESS_KEY_ID"));
            System.setProperty("aws.secretAccessKey", environment.get("AWS_SECRET_ACCESS_KEY"));
        }
    }

    private static JsonNode file(Scenario scenario, String url, String endpoint) throws IOException {
        var yaml = MigrationFile.yaml("shop", List.of(scenario))
                .replace("env:TARGET_URL", url)
                .replace("region: us-east-1", "region: us-east-1, endpoint: \"" + endpoint + "\"");
        return new YAMLMapper().readTree(yaml.getBytes(UTF_8));
    }

    /** An environment of its own, since one runs a single activity at a time. */
    private <T> T stub(Class<T> type) {
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

    private void capture(CaptureActivities activity, int group) {
        for (long scheduling = 1; !closed; scheduling++) {
            activity.captureChanges(Group.turn(table, pass.passId(), group, pass.captureGroups(), scheduling));
        }
    }

    private void copy() {
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
    }

    private static void untilDone(LongFunction<Turn> work) {
        Turn turn = new Turn.Yielded();
        for (long n = 1; turn instanceof Turn.Yielded; n++) {
            turn = work.apply(n);
        }
        if (!(turn instanceof Turn.Done)) {
            throw new IllegalStateException("Cannot go on: " + turn);
        }
    }

    /** Waits until everything written to the source so far has been applied. */
    void catchUp() {
        var tokens = stub(TokenActivities.class);
        var sent = (Sent.Written) tokens.sendToken(new TokenActivities.Pass(table, pass.passId()));
        var sought = new Sought(table, pass.passId(), sent.number());
        while (!tokens.seekToken(sought).arrived()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    Verified verify(long run, boolean tokens) {
        return stub(VerificationActivities.class)
                .compareStores(new Request(table, pass.passId(), run, tokens, VerificationOptions.FULL));
    }

    /** Accepts what is in quarantine now. */
    void accept(String by, String reason) {
        stub(TableActivities.class)
                .acceptQuarantine(new QuarantineAcceptance(table, "accept-1", pass.passId(), by, reason));
    }

    /** Runs statements on the target, in one transaction. */
    void sql(String... statements) throws SQLException {
        try (Connection connection = database.address().connect()) {
            connection.setAutoCommit(false);
            for (var sql : statements) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
            connection.commit();
        }
    }

    /** The rows of a query, their columns joined by a blank. */
    List<String> rows(String sql) throws SQLException {
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var read = new ArrayList<String>();
            while (rows.next()) {
                var columns = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                read.add(String.join(" ", columns));
            }
            return read;
        }
    }

    @Override
    public void close() throws Exception {
        closed = true;
        sql("update tailrace.pass set closed_at = now()", "update tailrace.lane set closed = true");
        for (var thread : capture) {
            if (!thread.join(Duration.ofMinutes(1))) {
                throw new IllegalStateException("Capture did not end within a minute");
            }
        }
        environments.forEach(TestActivityEnvironment::close);
        activities.close();
        database.close();
    }
}
