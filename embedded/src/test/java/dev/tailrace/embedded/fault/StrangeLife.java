package dev.tailrace.embedded.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tailrace.activities.Activities;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.plan.Planner;
import dev.tailrace.activities.plan.TablePlan;
import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.mappers.problem.Problem;
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
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.table.TableActivities.Registration;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.VerificationActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A small migration through the activities, step by step, while one operation of its source answers strangely. For one thread. */
final class StrangeLife implements AutoCloseable {
    private static final EngineOptions OPTIONS = options();
    private static final Map<String, String> MAPPINGS = Map.of(
            "plain", "[{ into: things, key: [pk, sk], columns: { n: int }, rest: rest }]",
            "owned", "[{ into: things, key: [n], columns: { n: int }, rest: rest, owned: true }]",
            "parts",
                    "[{ when: { sk: 'part#{i:int}' }, into: things, key: [pk], rest: rest,"
                            + " columns: { body: { from: n, type: text } }, collect: { order: i, parts: total, join: n } }]");

    private final String operation;
    private final HttpProxy proxy;
    private final FreshDatabase database;
    private final Activities activities = new Activities(OPTIONS, false, "test");
    private final Stores stores = new Stores(OPTIONS.timeouts());
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final DynamoDbClient source;
    private final String table = Stack.unique("Strange");
    private final MigrationSpec spec;
    private final Map<String, Problem> problems = new LinkedHashMap<>();
    private final TableRef ref;
    private volatile boolean strange;

    StrangeLife(Stack stack, Path folder, String operation, HttpProxy.Answer answer) throws Exception {
        this.operation = operation;
        source = stack.dynamoDb();
        proxy = new HttpProxy(
                stack.addresses().dynamoDb(),
                asked -> strange && asked.equals(operation) ? answer : HttpProxy.Answer.PASS);
        database = stack.freshDatabase();
        useCredentials(stack.addresses().environment(database.address()));
        var url = Files.writeString(folder.resolve("url"), database.address().url());
        var file = new YAMLMapper().readTree("""
                name: strange
                source: { dynamodb: { region: us-east-1, endpoint: "%s" } }
                target: { postgres: { url: "file:%s", schema: public } }
                tables: [{ from: %s, mapping: %s, backfill: { segments: 1 } }]
                tokens: true
                enableStream: true
                """.formatted(proxy.address(), url, table, MAPPINGS.get(kind()))
                .getBytes(UTF_8));
        spec = ((FileAnswer.Ok) FileReader.read(file)).spec();
        environment.registerActivitiesImplementations(activities.byQueue().values().stream()
                .flatMap(List::stream)
                .distinct()
                .toArray());
        create();
        ref = ((Registered.Accepted) stub(TableActivities.class).register(new Registration("strange", file)))
                .tables()
                .getFirst();
    }

    /** Turns of a moment, and a service that is waited for no longer than that. */
    private static EngineOptions options() {
        var local = EngineOptions.local();
        return new EngineOptions(
                Duration.ofMillis(200),
                Duration.ZERO,
                Duration.ofMillis(50),
                local.discover(),
                Duration.ofMillis(100),
                local.idleInTransaction(),
                local.resolved(),
                local.records(),
                local.heartbeatTimeout(),
                local.longestRetryPause(),
                new StoreTimeouts(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofSeconds(15)));
    }

    private String kind() {
        return switch (operation) {
            case "BatchGetItem" -> "owned";
            case "Query" -> "parts";
            default -> "plain";
        };
    }

    /** A local DynamoDB takes any; the process may have none. */
    private static void useCredentials(Map<String, String> environment) {
        if (environment.containsKey("AWS_ACCESS_KEY_ID")) {
            System.setProperty("aws.accessKeyId", environment.get("AWS_ACCESS_KEY_ID"));
            System.setProperty("aws.secretAccessKey", environment.get("AWS_SECRET_ACCESS_KEY"));
        }
    }

    private void create() {
        source.createTable(c -> c.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("pk"), attribute("sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
        put("part#1", AttributeValue.fromN("1"));
        put("part#2", AttributeValue.fromS("no number"));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private void put(String sk, AttributeValue n) {
        source.putItem(p -> p.tableName(table)
                .item(Map.of(
                        "pk",
                        AttributeValue.fromS("a"),
                        "sk",
                        AttributeValue.fromS(sk),
                        "n",
                        n,
                        "total",
                        AttributeValue.fromN("2"))));
    }

    private <T> T stub(Class<T> type) {
        return environment.newActivityStub(
                type,
                ActivityOptions.newBuilder()
                        .setScheduleToCloseTimeout(Duration.ofMinutes(1))
                        .setHeartbeatTimeout(OPTIONS.heartbeatTimeout())
                        .build());
    }

    TablePlan plan() {
        strange = true;
        try {
            return Planner.plan(
                    stores.dynamoDb().survey(spec.dynamoDb()),
                    stores.postgres(spec.postgres().reference()),
                    spec,
                    spec.tables().getFirst(),
                    stores.plugins());
        } finally {
            strange = false;
        }
    }

    /** A pass is opened, copied and captured, first in vain and then rightly, and ended. Returns what went wrong, by step. */
    Map<String, Problem> live() {
        var control = stub(TableActivities.class);
        strange = true;
        prepared(control.openPass(new Preparation(ref, 1)));
        strange = false;
        var pass = prepared(control.openPass(new Preparation(ref, 1)));
        long id = pass == null ? 0 : pass.passId();
        twice("copy", n -> stub(BackfillActivities.class).copySegment(Segment.turn(ref, id, 0, n)));
        var barrier = stub(BarrierActivities.class);
        barrier.raiseBarrier(new PassRef(ref, id, 1));
        barrier.purge(new PassRef(ref, id, 1));
        put("part#3", AttributeValue.fromN("3"));
        twice("capture", n -> stub(CaptureActivities.class).captureChanges(Group.turn(ref, id, 0, 1, n)));
        strange = true;
        note("replay", barrier.replayQuarantine(QuarantineReplayRequest.ofAll(new PassRef(ref, id, 2), 1)));
        if (stub(TokenActivities.class).sendToken(new TokenActivities.Pass(ref, id)) instanceof Sent.Waiting waiting) {
            note("token", waiting.turn());
        }
        note(
                "token's arrival",
                stub(TokenActivities.class).seekToken(new Sought(ref, id, 1)).turn());
        if (operation.equals("Scan")) {
            note(
                    "verification",
                    stub(VerificationActivities.class)
                            .compareStores(
                                    new VerificationActivities.Request(ref, id, 1, false, VerificationOptions.FULL))
                            .turn());
        }
        note("abort", control.cleanUpAfterAbort(ref).turn());
        strange = false;
        note("abort, in the end", control.cleanUpAfterAbort(ref).turn());
        return problems;
    }

    private Prepared.Open prepared(Prepared answer) {
        return switch (answer) {
            case Prepared.Open open -> open;
            case Prepared.Waiting waiting -> {
                note("prepare", waiting.turn());
                yield null;
            }
        };
    }

    private interface Step {
        Turn at(long scheduling);
    }

    private void twice(String step, Step work) {
        strange = true;
        note(step, work.at(1));
        strange = false;
        note(step + ", in the end", work.at(2));
    }

    private void note(String step, Turn turn) {
        switch (turn) {
            case Turn.Stalled stalled -> problems.put(step, stalled.problem());
            case Turn.Blocked blocked -> problems.put(step, blocked.problem());
            case Turn.Done done -> {}
            case Turn.Yielded yielded -> {}
            case Turn.Superseded superseded -> throw new AssertionError(step + ": " + superseded);
        }
    }

    /** Shards never end here. */
    int lanesDoneByAccident() throws Exception {
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from tailrace.lane where done and (kind = 'shard' or kind = 'segment' and scanned < 2)")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public void close() throws Exception {
        environment.close();
        activities.close();
        stores.close();
        proxy.close();
        source.deleteTable(d -> d.tableName(table));
        database.close();
    }
}
