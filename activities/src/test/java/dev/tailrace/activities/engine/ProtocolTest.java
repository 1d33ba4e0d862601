package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.bad;
import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.Tombstones;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

/** The rules of the protocol, each with a schedule that goes wrong without it. */
@Tag("stack")
@Timeout(60)
class ProtocolTest {
    /** Not the common pool, which has one thread on two cores. */
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private Bench bench;

    @BeforeEach
    void open() throws SQLException {
        bench = new Bench();
    }

    @Test
    void aStalePageDoesNotOverwriteWhatCaptureWrote() throws Exception {
        var copy = new Copying(bench, 1);
        new Capturing(bench, 1).change(item("a", "x", 1), item("a", "x", 2)).apply();
        copy.last(item("a", "x", 1));
        assertThat(bench.rows()).containsExactly(entry("x/a", 2));
    }

    @Test
    void aStalePageDoesNotResurrectADeletedItem() throws Exception {
        var copy = new Copying(bench, 1);
        new Capturing(bench, 1).change(item("a", "x", 1), null).apply();
        copy.last(item("a", "x", 1), item("b", "x", 1));
        Copying.raiseBarrier(bench);
        assertThat(bench.rows()).containsKey("x/a");
        assertThat(Copying.purge(bench, 1)).isEqualTo(new Turn.Done());
        assertThat(bench.rows()).containsExactly(entry("x/b", 1));
        assertThat(bench.one(Long.class, "select count(*) from tailrace.tombstone"))
                .isZero();
    }

    @Test
    void anItemInsertedAgainSurvivesThePurge() throws Exception {
        var copy = new Copying(bench, 1);
        var capture = new Capturing(bench, 1);
        capture.change(item("a", "x", 1), null).apply();
        capture.change(null, item("a", "x", 2)).apply();
        copy.last();
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
        assertThat(bench.rows()).containsExactly(entry("x/a", 2));
    }

    @Test
    void aKeyBetweenTwoMovesInOneBatchIsRemovedToo() throws Exception {
        var copy = new Copying(bench, 1);
        new Capturing(bench, 1)
                .change(item("a", "x", 1), item("a", "y", 2))
                .change(item("a", "y", 2), item("a", "z", 3))
                .apply();
        copy.last(item("a", "y", 2));
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
        assertThat(bench.rows()).containsExactly(entry("z/a", 3));
    }

    @Test
    void afterTheBarrierARemovalDeletesAtOnce() throws Exception {
        new Copying(bench, 1).last(item("a", "x", 1));
        Copying.raiseBarrier(bench);
        new Capturing(bench, 1).change(item("a", "x", 1), null).apply();
        assertThat(bench.rows()).isEmpty();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.tombstone"))
                .isZero();
    }

    @Test
    void theBarrierWaitsForACaptureTransactionAndTheNextOneSeesIt() throws Exception {
        new Copying(bench, 1).last(item("a", "x", 1));
        try (var capture = bench.connection()) {
            assertThat(Passes.barrierIsUp(capture, bench.passId)).isFalse();
            var raised = CompletableFuture.runAsync(
                    () -> {
                        try {
                            Copying.raiseBarrier(bench);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    THREADS);
            bench.untilALockIsWaitedFor();
            // A transaction that waits behind the barrier reads the flag after its wait, so it sees it.
            var second = CompletableFuture.supplyAsync(
                    () -> {
                        try (var c = bench.connection()) {
                            return Passes.barrierIsUp(c, bench.passId);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    THREADS);
            bench.until("select count(*) - 1 from pg_locks where locktype = 'advisory' and not granted");
            assertThat(raised).isNotDone();
            capture.commit();
            raised.get(10, TimeUnit.SECONDS);
            assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theBarrierIsNotRaisedWhileASegmentIsLeft() throws Exception {
        new Copying(bench, 1).page("{}", item("a", "x", 1));
        Copying.raiseBarrier(bench);
        assertThat(bench.one(Boolean.class, "select barrier_at is null from tailrace.pass"))
                .isTrue();
    }

    @Test
    void aSupersededAttemptWritesNothing() throws Exception {
        var zombie = new Copying(bench, 1);
        var successor = new Copying(bench, 2);
        assertThatThrownBy(() -> zombie.last(item("a", "x", 1))).isInstanceOf(LaneLost.class);
        assertThat(bench.rows()).isEmpty();
        successor.last(item("b", "x", 2));
        assertThat(bench.rows()).containsExactly(entry("x/b", 2));
    }

    @Test
    void anEqualOrLowerTermDoesNotTakeALane() throws Exception {
        new Copying(bench, 5);
        for (long term : new long[] {4, 5}) {
            try (var connection = bench.connection()) {
                assertThat(Lanes.take(connection, bench.pool, bench.passId, Lanes.segment(0), term))
                        .isEqualTo(new Lanes.Taking.Refused(5));
            }
        }
    }

    @Test
    void aDoneLaneIsNeitherTakenNorWritten() throws Exception {
        var copy = new Copying(bench, 1);
        copy.last(item("a", "x", 1));
        assertThatThrownBy(() -> copy.last(item("b", "x", 1))).isInstanceOf(LaneLost.class);
        try (var connection = bench.connection()) {
            assertThat(Lanes.take(connection, bench.pool, bench.passId, Lanes.segment(0), 9))
                    .isEqualTo(new Lanes.Taking.AlreadyDone());
        }
    }

    @Test
    void aTakerTerminatesAFrozenAttemptThatHoldsTheLane() throws Exception {
        var frozen = new Copying(bench, 1);
        try (var statement = frozen.connection().createStatement()) {
            statement.execute("update tailrace.lane set position = 'half' where name = 'segment/0'");
        }
        var successor = new Copying(bench, 2);
        successor.last(item("a", "x", 1));
        assertThatThrownBy(() -> frozen.connection().commit()).isInstanceOf(SQLException.class);
        assertThat(bench.rows()).containsExactly(entry("x/a", 1));
    }

    @Test
    void aTakerTerminatesTheBackendThatTheLaneNamesLastAndNoOther() throws Exception {
        try (var taking = bench.connection();
                var writing = bench.connection();
                var statement = writing.createStatement()) {
            var lane = ((Lanes.Taking.Taken) Lanes.take(taking, bench.pool, bench.passId, "shard/a", 1)).lane();
            Lanes.nameBackend(writing, lane);
            statement.execute("update tailrace.lane set position = 'half' where name = 'shard/a'");
            var successor = new Capturing(bench, 2);
            assertThatThrownBy(writing::commit).isInstanceOf(SQLException.class);
            assertThat(taking.isValid(5)).isTrue();
            Lanes.nameBackend(taking, lane);
            successor.change(null, item("a", "x", 1)).apply();
            assertThat(bench.one(
                            Boolean.class,
                            "select backend_pid <> %d from tailrace.lane where name = 'shard/a'"
                                    .formatted(taking.unwrap(PGConnection.class).getBackendPID())))
                    .isTrue();
        }
    }

    @Test
    void whoeverIsCutOffInsideATransactionLosesItsLocksInTheEnd() throws Exception {
        var bounds = new ArrayList<String>();
        Transaction.run(bench.pool, Commit.STEERED, c -> bounds.add(IdleBound.of(c)));
        Transaction.read(bench.pool, c -> bounds.add(IdleBound.of(c)));
        try (var taking = IdleBound.atCommit(bench.connection(), bounds)) {
            var lane = ((Lanes.Taking.Taken) Lanes.take(taking, bench.pool, bench.passId, "shard/a", 1)).lane();
            Lanes.nameBackend(taking, lane);
        }
        assertThat(bounds).hasSize(4).containsOnly("15s");
    }

    @Test
    void theTrailSaysThatABarrierWasRaisedOnceAndNeverOfAClosedPass() throws Exception {
        new Copying(bench, 1).last();
        Copying.raiseBarrier(bench);
        Copying.raiseBarrier(bench);
        assertThat(raised()).isEqualTo(1);
        bench.passId = bench.openPass(2);
        new Copying(bench, 1).last();
        Transaction.run(
                bench.pool, Commit.PASS_CLOSED, c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), bench.passId));
        Copying.raiseBarrier(bench);
        assertThat(raised()).isEqualTo(1);
    }

    private long raised() {
        return bench.one(Long.class, "select count(*) from tailrace.audit where type = 'BarrierRaised'");
    }

    @Test
    void positionAndRowsCommitTogether() throws Exception {
        var copy = new Copying(bench, 1);
        copy.page("{\"id\":{\"S\":\"a\"}}", item("a", "x", 1));
        // The backend dies inside the next batch: neither its rows nor its position are there.
        try (var lock = bench.connection();
                var statement = lock.createStatement()) {
            statement.execute("lock table things in access exclusive mode");
            var batch = CompletableFuture.runAsync(
                    () -> {
                        try {
                            copy.page("{\"id\":{\"S\":\"b\"}}", item("b", "x", 1));
                        } catch (SQLException | LaneLost e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    THREADS);
            bench.until("select count(*) from pg_locks where relation = 'things'::regclass and not granted");
            statement
                    .executeQuery("select pg_terminate_backend(pid) from pg_locks"
                            + " where relation = 'things'::regclass and not granted")
                    .close();
            assertThatThrownBy(() -> batch.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(SQLException.class);
        }
        assertThat(bench.rows()).containsExactly(entry("x/a", 1));
        assertThat(new Copying(bench, 2).lane().position()).isEqualTo("{\"id\":{\"S\":\"a\"}}");
    }

    @Test
    void aBadItemGoesToQuarantineAndTheRestOfTheBatchIsWritten() throws Exception {
        int quarantined = new Copying(bench, 1)
                .page("{}", item("a", "x", 1), bad("b", "x"), item("c", "x", 5000), item("d", "x", 2));
        assertThat(quarantined).isEqualTo(2);
        assertThat(bench.rows()).containsExactly(entry("x/a", 1), entry("x/d", 2));
        assertThat(bench.one(String.class, "select string_agg(code, ',' order by code) from tailrace.quarantine"))
                .isEqualTo("TR-M022,TR-M022");
        assertThat(bench.one(Long.class, "select quarantined from tailrace.lane where name = 'segment/0'"))
                .isEqualTo(2);
    }

    @Test
    void aRefusedImageTakesTheItemsOldRowAwayAndAGoodOneClearsItsEntry() throws Exception {
        new Copying(bench, 1).last(item("a", "x", 1), item("b", "x", 1));
        Copying.raiseBarrier(bench);
        var capture = new Capturing(bench, 1);
        // One refused by the mapper, one by Postgres.
        assertThat(capture.change(item("a", "x", 1), bad("a", "x"))
                        .change(item("b", "x", 1), item("b", "x", 5000))
                        .apply())
                .isEqualTo(2);
        assertThat(bench.rows()).isEmpty();
        capture.change(bad("a", "x"), item("a", "x", 3))
                .change(item("b", "x", 5000), null)
                .apply();
        assertThat(bench.rows()).containsExactly(entry("x/a", 3));
        assertThat(bench.one(Long.class, "select count(*) from tailrace.quarantine"))
                .isZero();
    }

    @Test
    void aClosedPassTakesNoWrites() throws Exception {
        var copy = new Copying(bench, 1);
        Transaction.run(
                bench.pool, Commit.PASS_CLOSED, c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), bench.passId));
        assertThatThrownBy(() -> copy.last(item("a", "x", 1))).isInstanceOf(LaneLost.class);
        try (var connection = bench.connection()) {
            assertThat(Lanes.take(connection, bench.pool, bench.passId, "shard/a", 9))
                    .isEqualTo(new Lanes.Taking.PassClosed());
        }
        assertThat(bench.rows()).isEmpty();
    }

    @Test
    void closingAPassWaitsForABatchThatRemoves() throws Exception {
        var capture = new Capturing(bench, 1);
        try (var statement = capture.connection().createStatement()) {
            statement.execute("update tailrace.lane set position = '1' where name = 'shard/a'");
            var closed = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return Transaction.run(
                                    bench.pool,
                                    Commit.PASS_CLOSED,
                                    c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), bench.passId));
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    THREADS);
            bench.until("select count(*) from pg_locks where locktype = 'transactionid' and not granted");
            Tombstones.add(capture.connection(), bench.passId, List.of(new RowKey("things", List.of("x", "a"))));
            capture.connection().commit();
            assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static java.util.Map.Entry<String, Integer> entry(String key, int n) {
        return java.util.Map.entry(key, n);
    }
}
