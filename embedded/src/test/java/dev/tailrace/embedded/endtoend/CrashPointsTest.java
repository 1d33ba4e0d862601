package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.Activities;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.CrashPoints;
import dev.tailrace.activities.lane.CrashPoints.Moment;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Sharded;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Every transaction that writes is cut off once before and once after its commit, in one migration under load. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class CrashPointsTest {
    private static final int ITEMS = 1_200;
    private static final Duration QUIET = Duration.ofSeconds(90);
    private static final Set<Commit> IN_THE_FIRST_PASS =
            Set.of(Commit.REGISTERED, Commit.STREAM_CLAIMED, Commit.STEERED, Commit.TOKEN_KEY_MADE);
    private static final Set<Commit> AT_THE_END =
            Set.of(Commit.ABORTED, Commit.INDEXES_UNDONE, Commit.TOKENS_FORGOTTEN);

    private static final Set<Commit> OF_OWNED_TABLES = Set.of(Commit.CHUNK_RESOLVED, Commit.KEYS_RESOLVED);

    /** Not reached here: ObjectReaderTest and AuditTest crash at the first two, and no activity seals a report. */
    private static final Set<Commit> OF_OTHER_TESTS =
            Set.of(Commit.OBJECTS_WRITTEN, Commit.GAP_RECORDED, Commit.REPORT_SEALED);

    /** Not reached here, since a person asks for them: AuditTest and RepairAttemptTest cut them off. */
    private static final Set<Commit> ASKED_FOR = Set.of(
            Commit.QUARANTINE_ACCEPTED,
            Commit.VERDICT_APPROVED,
            Commit.REPAIR_BEGUN,
            Commit.ROW_REPAIRED,
            Commit.REPAIR_ENDED);

    /** Numbers that the writers do not come to. */
    private static final List<Integer> POISONED = List.of(1_000_000, 1_000_001, 1_000_002);

    private final Set<Point> left = ConcurrentHashMap.newKeySet();

    private record Point(Commit commit, Moment moment) {}

    /** As a crash: nothing catches it, so the attempt writes nothing more, and another one follows. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash(Point point) {
            super(point.toString());
        }
    }

    @AfterEach
    void disarm() {
        CrashPoints.arm(CrashPoints.Stop.NONE);
    }

    @Test
    void aCrashBeforeAndAfterEachCommitLosesNothing(Stack stack, @TempDir Path secrets) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        String table = name(orders);
        DynamoDbClient dynamoDb = stack.dynamoDb();
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(orders, ITEMS);
            dynamoDb.updateTable(u -> u.tableName(table).streamSpecification(s -> s.streamEnabled(false)));
            poison(dynamoDb, orders);
            arm(point -> isOfEveryTable(point)
                    && (point.moment() == Moment.BEFORE || IN_THE_FIRST_PASS.contains(point.commit())));
            try (WorkerProcess worker = worker(stack)) {
                String migration = rehearsal.start(references(stack, rehearsal, secrets), orders);
                Writers writers = rehearsal.writers(orders, 60, ITEMS);
                rehearsal.await("some copied items", seen -> seen.stream().anyMatch(one -> one.scanned() > 300));
                rehearsal.operator().verb(migration, "throttle", Map.of("unitsPerSecond", 60));
                rehearsal.await("a verdict", CrashPointsTest::isUnresolved);
                arm(point -> isOfEveryTable(point)
                        && point.moment() == Moment.AFTER
                        && !IN_THE_FIRST_PASS.contains(point.commit()));
                rehearsal.operator().verb(migration, "retry", Map.of("from", "backfill"));
                rehearsal.await(
                        "a verdict on the second pass",
                        seen -> isUnresolved(seen) && seen.getFirst().passNumber() == 2);
                remove(dynamoDb, orders);
                rehearsal.operator().verb(migration, "verify", Map.of());
                rehearsal.awaitReady(1);
                writers.close();
                rehearsal.assertNothingLost(orders);
                // Lanes are marked only now that the stream is quiet.
                Await.until(
                        "crashes at every point but the last ones",
                        QUIET,
                        () -> Set.copyOf(left),
                        points -> points.stream().allMatch(point -> AT_THE_END.contains(point.commit())));

                rehearsal.operator().verb(migration, "abort", Map.of());
                rehearsal.operator().result(migration);
                assertThat(left).isEmpty();
                isAsItWas(dynamoDb, table);
                AnchoredTrail.assertWhole(rehearsal, migration, secrets);
            }
        }
    }

    @Test
    void aCrashBeforeAndAfterEachCommitOfATableThatAsksTheSourceLosesNothing(Stack stack, @TempDir Path secrets)
            throws Exception {
        Sharded events = new Sharded(Stack.unique(""));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            Source source = rehearsal.source(events, ITEMS);
            arm(point -> OF_OWNED_TABLES.contains(point.commit()));
            try (WorkerProcess worker = worker(stack)) {
                rehearsal.start(references(stack, rehearsal, secrets), events);
                Writers writers = rehearsal.writers(events, 60, ITEMS);
                rehearsal.awaitReady(1);
                // More changes at once than one transaction resolves.
                source.load(ITEMS, 2);
                Await.until("crashes at every point", QUIET, () -> Set.copyOf(left), points -> points.isEmpty());
                writers.close();
                rehearsal.assertNothingLost(events);
            }
        }
    }

    /** The poisoned items are named, so that a person has to look. */
    private static boolean isUnresolved(List<TableView> seen) {
        return seen.stream()
                .anyMatch(table ->
                        table.phase().equals("CATCHING_UP") && table.outcome().equals(Optional.of("INCOMPLETE")));
    }

    private static void isAsItWas(DynamoDbClient dynamoDb, String table) {
        assertThat(dynamoDb.describeTable(d -> d.tableName(table)).table().streamSpecification())
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        some -> assertThat(some.streamEnabled()).isFalse());
        assertThat(dynamoDb.scanPaginator(s -> s.tableName(table)).items().stream()
                        .flatMap(item -> item.keySet().stream())
                        .filter(name -> name.startsWith("_tailrace")))
                .isEmpty();
    }

    /** Each crash waits for the attempt after the one before, so half of the points have another pass. */
    private void arm(Predicate<Point> wanted) {
        Arrays.stream(Commit.values())
                .flatMap(commit -> Stream.of(Moment.values()).map(moment -> new Point(commit, moment)))
                .filter(wanted)
                .forEach(left::add);
        CrashPoints.arm((commit, moment) -> {
            Point point = new Point(commit, moment);
            if (left.remove(point)) {
                throw new Crash(point);
            }
        });
    }

    private static boolean isOfEveryTable(Point point) {
        return !OF_OWNED_TABLES.contains(point.commit())
                && !ASKED_FOR.contains(point.commit())
                && !OF_OTHER_TESTS.contains(point.commit());
    }

    private static WorkerProcess worker(Stack stack) {
        TemporalConnection temporal = TemporalConnection.of(Map.of(
                "TEMPORAL_ADDRESS", stack.addresses().temporal(),
                "TEMPORAL_NAMESPACE", stack.addresses().namespace()));
        if (System.getenv("AWS_ACCESS_KEY_ID") == null) {
            System.setProperty("aws.accessKeyId", "local");
            System.setProperty("aws.secretAccessKey", "local");
        }
        return WorkerProcess.start(
                temporal.client(),
                stack.addresses().temporalKind(),
                new Activities(EngineOptions.local(), false, "test"));
    }

    /** A worker inside this process cannot be given an environment. */
    private static UnaryOperator<String> references(Stack stack, Rehearsal rehearsal, Path secrets) throws IOException {
        Path url = Files.writeString(
                secrets.resolve("target-url"), rehearsal.target().url());
        return yaml -> yaml.replace("env:TARGET_URL", "file:" + url)
                .replace(
                        "region: us-east-1",
                        "region: us-east-1, endpoint: \"" + stack.addresses().dynamoDb() + "\"")
                .replace("tokens: true", "tokens: true\nenableStream: true");
    }

    private static void poison(DynamoDbClient dynamoDb, Orders orders) {
        for (int n : POISONED) {
            Map<String, AttributeValue> item =
                    orders.poison(n, new SplittableRandom(n)).item();
            dynamoDb.putItem(b -> b.tableName(name(orders)).item(item));
        }
    }

    private static void remove(DynamoDbClient dynamoDb, Orders orders) {
        for (int n : POISONED) {
            Map<String, AttributeValue> key = orders.delete(n).key();
            dynamoDb.deleteItem(d -> d.tableName(name(orders)).key(key));
        }
    }

    private static String name(Orders orders) {
        return orders.tables().getFirst().tableName();
    }
}
