package dev.tailrace.activities.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.engine.Items;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.CrashPoints;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Reverse;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.reverse.LossyNetwork.Fate;
import dev.tailrace.activities.store.ReverseWriter;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** From rows that the application writes to the source's items (R10): Postgres, DynamoDB Local, and what is between them. */
@Tag("stack")
@Timeout(120)
class WayBackTest {
    static final KeySchema ID = new KeySchema(new KeyAttribute("id", KeyType.S), null);

    /** Item id → row (grp, id). */
    static final MappingSpec THINGS = new MappingSpec(
            List.of(new MappingSpec.Rule(
                    Map.of("id", MappingSpec.Condition.of("{id}")),
                    "things",
                    List.of("grp", "id"),
                    Map.of("grp", Bench.column("text"), "n", Bench.column("integer")),
                    "rest")),
            MappingSpec.Else.REFUSE);

    private Soak soak;

    @BeforeEach
    void open() throws Exception {
        soak = new Soak(THINGS, ID);
    }

    @AfterEach
    void close() throws Exception {
        CrashPoints.arm(CrashPoints.Stop.NONE);
        soak.close();
    }

    private static String key(String id) {
        return DynamoJson.write(Items.key(id));
    }

    private static void await(BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to hold");
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void rowsThatAreMadeChangedAndDeletedAreItemsThatAre() throws Exception {
        soak.put(Items.item("gone", "x", 1));
        soak.bench.run("insert into things (grp, id, n) values ('x', 'gone', 1), ('x', 'a', 1), ('y', 'b', 2)");
        soak.settle();
        soak.bench.run("delete from things where id = 'gone'");
        soak.bench.run("update things set n = 7, grp = 'z' where id = 'a'");
        soak.settle();
        assertThat(soak.items())
                .isEqualTo(Map.of(
                        key("a"), DynamoJson.write(Items.item("a", "z", 7)),
                        key("b"), DynamoJson.write(Items.item("b", "y", 2))))
                .isEqualTo(soak.wanted());
        assertThat(soak.aside()).isEmpty();
        var written =
                soak.network.store().getItem(g -> g.tableName(Soak.TABLE).key(Map.of("id", AttributeValue.fromS("a"))));
        assertThat(written.item().get(ReverseWriter.MARK).s()).matches(soak.passId + "/[0-7]/\\d+");
    }

    /** R10: the outbox has OLD and NEW. */
    @Test
    void aRowThatMovesToAnotherItemLeavesNoneBehind() throws Exception {
        soak.bench.run("insert into things (grp, id, n) values ('x', 'a', 1)");
        soak.settle();
        soak.bench.run("update things set id = 'b'");
        soak.settle();
        assertThat(soak.items()).containsOnlyKeys(key("b"));
    }

    /** R10: what is equal already costs no write, and its mark goes. */
    @Test
    void whatTheSourceHasAlreadyIsNotSent() throws Exception {
        soak.put(Items.item("a", "x", 1));
        soak.bench.run("insert into things (grp, id, n) values ('x', 'a', 1)");
        soak.settle();
        assertThat(soak.network.sent()).isEmpty();
    }

    /** R10: consumed by deletion. By its position alone the row of the lower id would never be seen. */
    @Test
    void aTransactionThatCommitsLateIsSeenLate() throws Exception {
        var stop = new AtomicBoolean();
        try (var late = soak.bench.connection();
                var statement = late.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Transaction.begin(late, Duration.ofMinutes(1));
            statement.execute("insert into things (grp, id, n) values ('x', 'late', 1)");
            soak.bench.run("insert into things (grp, id, n) values ('x', 'early', 1)");
            var routing = threads.submit(() -> soak.router(false, until(stop)).run(soak.term()));
            await(() -> soak.marks() == 1);
            late.commit();
            await(() -> soak.marks() == 2);
            stop.set(true);
            assertThat(routing.get(30, TimeUnit.SECONDS)).isEqualTo(new Turn.Yielded());
        }
        soak.settle();
        assertThat(soak.items()).containsOnlyKeys(key("early"), key("late"));
    }

    private static Heartbeat until(AtomicBoolean stop) {
        return new Heartbeat() {
            @Override
            public boolean stopRequested() {
                return stop.get();
            }

            @Override
            public void close() {}
        };
    }

    /** R14: numbers are read before the question, and a mark goes only if its number is the same after the answer. */
    @Test
    void aChangeWhileItsItemIsOnItsWayIsWrittenNext() throws Exception {
        soak.bench.run("insert into things (grp, id, n) values ('x', 'a', 1)");
        soak.route();
        soak.network.next((network, request) -> {
            soak.bench.run("update things set n = 2");
            soak.bench.run("insert into things (grp, id, n) values ('x', 'b', 3)");
            routed();
            return Fate.PASSES.of(network, request);
        });
        soak.write();
        assertThat(soak.items()).containsEntry(key("a"), DynamoJson.write(Items.item("a", "x", 1)));
        assertThat(soak.marks()).isEqualTo(2);
        soak.settle();
        assertThat(soak.items()).isEqualTo(soak.wanted()).hasSize(2);
    }

    /** R14: a number that is read after the question is that of a change that the question did not see. */
    @Test
    void aChangeBetweenTheQuestionAndTheWriteIsWrittenNext() throws Exception {
        soak.bench.run("insert into things (grp, id, n) values ('x', 'a', 1)");
        soak.route();
        soak.network.whileRead(() -> {
            soak.bench.run("update things set n = 2");
            routed();
        });
        soak.write();
        assertThat(soak.marks()).isEqualTo(1);
        soak.settle();
        assertThat(soak.items()).isEqualTo(soak.wanted());
    }

    /** R18: the mark of a key that the source is too busy for stays, and what is next to it lands. */
    @Test
    void aKeyThatTheSourceIsTooBusyForIsWrittenLater() throws Exception {
        soak.bench.run("insert into things (grp, id, n) select 'x', 'k' || i, i from generate_series(1, 40) i");
        soak.route();
        soak.network.next(BatchSenderTest.cancelled("TransactionConflict", "None"));
        soak.write();
        assertThat(soak.marks()).isEqualTo(1);
        assertThat(soak.items()).hasSize(39);
        soak.settle();
        assertThat(soak.items()).isEqualTo(soak.wanted()).hasSize(40);
        assertThat(soak.aside()).isEmpty();
    }

    private void routed() {
        try {
            soak.route();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** R10: an item that the mapping refuses is never written over, nor deleted; and once it is gone, the row is written. */
    @Test
    void anItemThatCannotBeMappedStays() throws Exception {
        soak.put(Items.bad("a", "x"));
        soak.put(Items.bad("b", "x"));
        soak.bench.run("insert into things (grp, id, n) values ('x', 'a', 1), ('x', 'b', 1)");
        soak.bench.run("delete from things where id = 'b'");
        soak.settle();
        assertThat(soak.items())
                .containsEntry(key("a"), DynamoJson.write(Items.bad("a", "x")))
                .containsEntry(key("b"), DynamoJson.write(Items.bad("b", "x")));
        assertThat(soak.aside()).containsOnlyKeys(key("a"), key("b"));
        soak.put(Items.item("a", "old", 1));
        soak.bench.run("update things set n = 5");
        soak.settle();
        assertThat(soak.items()).containsEntry(key("a"), DynamoJson.write(Items.item("a", "x", 5)));
        assertThat(soak.aside()).containsOnlyKeys(key("b"));
    }

    /** R10, without rest: what the mapping leaves behind stays. */
    @Test
    void whatHasNoColumnStaysAtTheSource() throws Exception {
        try (var lossy = new Soak(
                new MappingSpec(
                        List.of(new MappingSpec.Rule(
                                Map.of("id", MappingSpec.Condition.of("{id}")),
                                "things",
                                List.of("id"),
                                Map.of("grp", Bench.column("text"), "n", Bench.column("integer")),
                                null)),
                        MappingSpec.Else.REFUSE),
                ID)) {
            var more = Attributes.toItem(Map.of(
                    "id", AttributeValue.fromS("a"),
                    "grp", AttributeValue.fromS("x"),
                    "n", AttributeValue.fromN("1"),
                    "more", AttributeValue.fromSs(List.of("kept"))));
            lossy.put(more);
            lossy.bench.run("insert into things (id, grp, n) values ('a', 'y', null)");
            lossy.settle();
            assertThat(lossy.items())
                    .isEqualTo(Map.of(
                            key("a"),
                            DynamoJson.write(Attributes.toItem(Map.of(
                                    "id", AttributeValue.fromS("a"),
                                    "grp", AttributeValue.fromS("y"),
                                    "more", AttributeValue.fromSs(List.of("kept")))))));
        }
    }

    /** R14: marks go with the rows that led to them: neither is there without the other. */
    @Test
    void aRouterThatCrashesLosesNoMark() throws Exception {
        for (var moment : CrashPoints.Moment.values()) {
            soak.bench.run("insert into things (grp, id, n) values ('x', '" + moment + "', 1)");
            CrashPoints.arm((commit, at) -> {
                if (commit == Commit.CHANGES_ROUTED && at == moment) {
                    throw new StackOverflowError("a crash");
                }
            });
            assertThat(catchThrowable(soak::route)).isInstanceOf(StackOverflowError.class);
            CrashPoints.arm(CrashPoints.Stop.NONE);
            assertThat(soak.marks()).isEqualTo(moment == CrashPoints.Moment.BEFORE ? 0 : 1);
            assertThat(soak.left()).isEqualTo(1);
            soak.settle();
        }
        assertThat(soak.items()).isEqualTo(soak.wanted()).hasSize(2);
    }

    /** R14: marks go after the answer. What was written and is not settled is asked for again. */
    @Test
    void aLaneThatCrashesAfterItsWriteLosesNothing() throws Exception {
        soak.bench.run("insert into things (grp, id, n) values ('x', 'a', 1)");
        soak.route();
        CrashPoints.arm((commit, at) -> {
            if (commit == Commit.KEYS_WRITTEN_BACK && at == CrashPoints.Moment.BEFORE) {
                throw new StackOverflowError("a crash");
            }
        });
        assertThat(catchThrowable(soak::write)).isInstanceOf(StackOverflowError.class);
        CrashPoints.arm(CrashPoints.Stop.NONE);
        assertThat(soak.items()).hasSize(1);
        assertThat(soak.marks()).isEqualTo(1);
        soak.settle();
        assertThat(soak.network.sent()).hasSize(1);
    }

    /** R1: the lane is the next attempt's, and what the one before had read is marked by that. */
    @Test
    void aSupersededRouterMarksNothing() throws Exception {
        var old = soak.router(false, Heartbeat.none());
        long term = soak.term();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var routing = threads.submit(() -> old.run(term));
            await(() -> soak.bench.one(Long.class, "select term from tailrace.lane where name = 'route'") == term);
            soak.route();
            soak.bench.run("insert into things (grp, id, n) values ('x', 'a', 1)");
            assertThat(catchThrowable(() -> routing.get(30, TimeUnit.SECONDS))).hasCauseInstanceOf(LaneLost.class);
        }
        assertThat(soak.marks()).isZero();
        assertThat(soak.route()).isEqualTo(new Turn.Yielded());
        assertThat(soak.marks()).isEqualTo(1);
        assertThat(soak.router(true, Heartbeat.none()).run(term)).isInstanceOf(Turn.Superseded.class);
    }

    /** R15: the control schema went back to a time before what the source has seen. */
    @Test
    void aLaneStopsWhereTheControlSchemaHasLostCommits() throws Exception {
        soak.bench.run("insert into things (grp, id, n) values ('x', 'a', 1)");
        soak.settle();
        soak.bench.run("update tailrace.lane set term = 0, sent = 0 where kind = 'reverse'");
        soak.bench.run("update things set n = 2");
        soak.route();
        assertThat(catchThrowable(() -> soak.group(true, 1, Heartbeat.none()).run()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("TR-R001");
        assertThat(soak.items()).containsEntry(key("a"), DynamoJson.write(Items.item("a", "x", 1)));
    }

    @Test
    void aClosedItemWritesNothingAndItsLaneWaitsForThePassToBeClosed() throws Exception {
        soak.bench.run("insert into things (grp, id, n) values ('x', 'a', 1)");
        soak.route();
        for (int lane = 0; lane < Reverse.LANES; lane++) {
            soak.stores.writer().close(Reverse.item(soak.table.ref(), soak.passId, lane));
        }
        assertThat(soak.write()).isEqualTo(new Turn.Yielded());
        assertThat(soak.items()).isEmpty();
        assertThat(soak.marks()).isEqualTo(1);
    }

    @Test
    void aClosedPassEndsItsLanesAsDone() throws Exception {
        soak.bench.run("update tailrace.pass set closed_at = now()");
        soak.bench.run("update tailrace.lane set closed = true");
        assertThat(soak.route()).isEqualTo(new Turn.Done());
        assertThat(soak.write()).isEqualTo(new Turn.Done());
    }
}
