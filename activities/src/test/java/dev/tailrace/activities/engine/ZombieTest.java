package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.mappers.item.Item;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts that stop in the middle of a statement and wake while their successors work. */
@Tag("stack")
@Timeout(60)
class ZombieTest {
    private static final int MANY = 20_000;

    /** Half a second until the taker looks who blocks it, and room for a machine under load. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Bench bench;
    private Wire wire;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench();
        wire = new Wire(bench.pool);
    }

    @AfterEach
    void close() throws Exception {
        wire.close();
        threads.close();
    }

    private Future<Integer> stopped(Callable<Integer> attempt, long afterBytes) throws InterruptedException {
        wire.stopAfter(afterBytes);
        var zombie = threads.submit(attempt);
        wire.awaitStop();
        return zombie;
    }

    private static Item[] items(int count, String grp) {
        return IntStream.range(0, count)
                .mapToObj(i -> item("i" + i, grp, i % 1000))
                .toArray(Item[]::new);
    }

    /** All that can follow while a zombie is stopped; each step waits for locks. */
    private void closeAndEmpty() throws SQLException {
        Transaction.run(bench.pool, Commit.PASS_CLOSED, c -> {
            Passes.close(DSL.using(c, SQLDialect.POSTGRES), bench.passId);
            c.createStatement().execute("truncate things");
            return c;
        });
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void isQuick(Step step) throws Exception {
        long began = System.nanoTime();
        step.run();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(BOUND);
    }

    @Test
    void aClientStoppedInsideItsCopyBlocksNobodyAndWritesNothing() throws Exception {
        var attempt = new Copying(bench, wire.connection(), 0, 1);
        var zombie = stopped(() -> attempt.last(items(MANY, "zombie")), 100_000);
        isQuick(() -> new Copying(bench, 2).last(items(10, "x")));
        isQuick(() -> Copying.raiseBarrier(bench));
        isQuick(() -> Copying.purge(bench, 3));
        isQuick(() -> new Capturing(bench, 4).change(item("i0", "x", 0), null).apply());
        assertThat(bench.rows()).hasSize(9);
        isQuick(this::closeAndEmpty);
        wire.goOn();
        assertThatThrownBy(() -> zombie.get(20, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(LaneLost.class)
                .hasMessageContaining("Cannot write a batch of segment/0: another attempt holds the lane");
        assertThat(bench.rows()).isEmpty();
    }

    /** R7: what it tries is locked until it is undone. */
    @Test
    void aClientStoppedWhileItLooksForABadItemIsTerminatedByItsSuccessor() throws Exception {
        try (var stop = new StoppedSearch(bench.connection())) {
            var copy = new Copying(bench, stop.connection(), 0, 1);
            var zombie = threads.submit(() -> copy.last(item("a", "x", 1), item("b", "x", 5_000)));
            assertThat(stop.awaitHalf()).isEqualTo("5s");
            isQuick(() -> new Copying(bench, 2).last(item("a", "x", 2)));
            stop.goOn();
            assertThatThrownBy(() -> zombie.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(SQLException.class);
        }
        try (var stop = new StoppedSearch(bench.connection())) {
            var capture = new Capturing(bench, stop.connection(), "a", 3)
                    .change(null, item("a", "x", 3))
                    .change(null, item("b", "x", 5_000));
            var zombie = threads.submit(capture::apply);
            assertThat(stop.awaitHalf()).isEqualTo("5s");
            isQuick(() ->
                    new Capturing(bench, 4).change(null, item("a", "x", 4)).apply());
            stop.goOn();
            assertThatThrownBy(() -> zombie.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(SQLException.class);
        }
        assertThat(bench.rows()).containsExactly(entry("x/a", 4));
    }

    @Test
    void aSupersededAttemptLooksForNoBadItem() throws Exception {
        var copy = new Copying(bench, 1);
        var capture = new Capturing(bench, 1).change(null, item("b", "x", 5_000));
        bench.run("update tailrace.lane set term = 2");
        assertThatThrownBy(() -> copy.last(item("b", "x", 5_000))).isInstanceOf(LaneLost.class);
        assertThatThrownBy(capture::apply).isInstanceOf(LaneLost.class);
        assertThat(bench.one(Long.class, "select count(*) from tailrace.quarantine"))
                .isZero();
    }

    @Test
    void aClientStoppedInTheMiddleOfABatchOfCaptureIsTerminatedByItsSuccessor() throws Exception {
        new Copying(bench, 1).last();
        var attempt = new Capturing(bench, wire.connection(), "a", 1);
        for (var item : items(MANY, "zombie")) {
            attempt.change(null, item);
        }
        var zombie = stopped(attempt::apply, 300_000);
        // Postgres waits for the rest of a statement: no idle transaction, so none that times out.
        assertThat(
                        bench.one(
                                String.class,
                                "select state from pg_stat_activity where application_name = 'wire' and datname = current_database()"))
                .isEqualTo("active");
        isQuick(() -> new Capturing(bench, 2).change(null, item("i0", "x", 1)).apply());
        isQuick(() -> Copying.raiseBarrier(bench));
        isQuick(this::closeAndEmpty);
        wire.goOn();
        assertThatThrownBy(() -> zombie.get(20, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(SQLException.class)
                .hasMessageContaining("terminating connection");
        assertThat(bench.rows()).isEmpty();
    }
}
