package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.lane.SourceCapacity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tables that ask the source (R6): items that hand over, swap and share a target key. Item id → row grp. */
@Tag("stack")
@Timeout(60)
class OwnedTest {
    /** Not the common pool, which has one thread on two cores. */
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final SourceItems source = new SourceItems();
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(source, Bench.owned());
        bench.run("alter table things add constraint small check (n < 1000)");
    }

    @Test
    void aRowIsHandedOverByPuttingTheNewItemBeforeTheOldOneIsDeleted() throws Exception {
        copied(item("a", "x", 1));
        source.put(item("b", "x", 2));
        source.remove("a");
        // The old item's shard comes first, or last.
        new Capturing(bench, 1).change(null, item("b", "x", 2)).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/b", 2));
        new Capturing(bench, 2).change(item("a", "x", 1), null).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/b", 2));
        assertNothingIsLeft();
    }

    @Test
    void twoItemsSwapTheirRowsAndSwapBack() throws Exception {
        copied(item("a", "x", 1), item("b", "y", 1));
        source.put(item("a", "y", 2));
        source.put(item("b", "x", 2));
        var capture = new Capturing(bench, 1);
        capture.change(item("a", "x", 1), item("a", "y", 2)).apply();
        // Nothing has said of b yet that it may be at x.
        assertThat(bench.rows()).containsExactly(Map.entry("y/a", 2));
        source.put(item("a", "x", 3));
        source.put(item("b", "y", 3));
        capture.change(item("b", "y", 1), item("b", "x", 2))
                .change(item("a", "y", 2), item("a", "x", 3))
                .change(item("b", "x", 2), item("b", "y", 3))
                .apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 3), Map.entry("y/b", 3));
        assertNothingIsLeft();
    }

    @Test
    void itemsThatShareARowAreAllNamedAndFreeAgainWhenOneLeaves() throws Exception {
        copied(item("a", "x", 1));
        source.put(item("b", "x", 2));
        var capture = new Capturing(bench, 1);
        capture.change(null, item("b", "x", 2)).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 1));
        assertThat(entries()).containsExactly("a TR-Q003", "b TR-Q003");
        source.remove("a");
        capture.change(item("a", "x", 1), null).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/b", 2));
        assertNothingIsLeft();
    }

    @Test
    void whomPostgresRefusesDoesNotKeepTheOthersOut() throws Exception {
        copied(item("a", "x", 1), item("b", "x", 2));
        source.put(item("a", "x", 5_000));
        new Capturing(bench, 1).change(item("a", "x", 1), item("a", "x", 5_000)).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/b", 2));
        assertThat(entries()).containsExactly("a TR-M022", "b TR-Q003");
        source.put(item("a", "x", 3));
        new Capturing(bench, 2).change(item("a", "x", 5_000), item("a", "x", 3)).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/b", 2));
        assertThat(entries()).containsExactly("a TR-Q003", "b TR-Q003");
    }

    @Test
    void aLoserThatLeavesFreesTheOwner() throws Exception {
        copied(item("a", "x", 1), item("b", "x", 2));
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 1));
        assertThat(entries()).containsExactly("a TR-Q003", "b TR-Q003");
        source.put(item("b", "y", 3));
        new Capturing(bench, 1).change(item("b", "x", 2), item("b", "y", 3)).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 1), Map.entry("y/b", 3));
        assertNothingIsLeft();
    }

    @Test
    void anOwnerThatIsGoneGivesTheRowToTheLoserOfTheCopy() throws Exception {
        var copy = new Copying(bench, 1);
        copy.page("{}", item("a", "x", 1));
        copy.last(item("b", "x", 2));
        source.put(item("b", "x", 2));
        purged();
        assertThat(bench.rows()).containsExactly(Map.entry("x/b", 2));
        assertNothingIsLeft();
    }

    @Test
    void beforeTheBarrierCaptureRecordsAndWritesNoRow() throws Exception {
        source.put(item("a", "x", 2));
        new Capturing(bench, 1).change(item("a", "y", 1), item("a", "x", 2)).apply();
        assertThat(bench.rows()).isEmpty();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.claim")).isEqualTo(2);
        assertThat(bench.one(Long.class, "select count(*) from tailrace.dirty")).isEqualTo(2);
        // A page from before the change.
        new Copying(bench, 1).last(item("a", "y", 1));
        purged();
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 2));
        assertNothingIsLeft();
    }

    @Test
    void aChangeWhileTheSourceIsReadWaitsForTheKeyAndIsTheLastWord() throws Exception {
        bench.run("insert into tailrace.lane (pass_id, name, kind) values (1, 'shard/b', 'shard')");
        copied(item("a", "x", 1));
        var late = new Capturing(bench, "b", 1).change(item("a", "x", 1), null);
        var applied = new AtomicReference<CompletableFuture<Void>>();
        source.whileRead(() -> {
            source.remove("a");
            applied.set(CompletableFuture.runAsync(() -> orThrow(late::apply), THREADS));
            bench.untilALockIsWaitedForOr(applied.get());
        });
        new Capturing(bench, 1).change(null, item("a", "x", 1)).apply();
        applied.get().get(10, TimeUnit.SECONDS);
        assertThat(bench.rows()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void whatPostgresRefusesIsNamedAndLeavesNoOldRow() throws Exception {
        copied(item("a", "x", 1), item("b", "y", 1));
        source.put(item("a", "x", 5000));
        source.put(item("b", "y", 2));
        var capture = new Capturing(bench, 1);
        capture.change(item("a", "x", 1), item("a", "x", 5000))
                .change(item("b", "y", 1), item("b", "y", 2))
                .apply();
        assertThat(bench.rows()).containsExactly(Map.entry("y/b", 2));
        assertThat(entries()).containsExactly("a TR-M022");
        source.put(item("a", "x", 3));
        capture.change(item("a", "x", 5000), item("a", "x", 3)).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 3), Map.entry("y/b", 2));
        assertNothingIsLeft();
    }

    @Test
    void aFailedReadWritesNothingAndDoesNotMoveTheLane() throws Exception {
        copied(item("a", "x", 1));
        source.put(item("b", "x", 2));
        source.remove("a");
        source.whileRead(() -> {
            throw new IllegalStateException("the source is away");
        });
        var capture = new Capturing(bench, 1).change(null, item("b", "x", 2));
        assertThatThrownBy(capture::apply).isInstanceOf(IllegalStateException.class);
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 1));
        assertThat(bench.one(String.class, "select coalesce(position, '') from tailrace.lane where name = 'shard/a'"))
                .isEmpty();
        new Capturing(bench, 2).change(null, item("b", "x", 2)).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/b", 2));
        assertNothingIsLeft();
    }

    @Test
    void aLargeBatchIsResolvedInPartsBeforeItsPositionPasses() throws Exception {
        copied();
        var capture = new Capturing(bench, 1);
        for (int i = 0; i < 1_200; i++) {
            source.put(item("i" + i, "g" + i, i % 1000));
            capture.change(null, item("i" + i, "g" + i, 0));
        }
        source.put(item("twin", "g7", 7));
        capture.change(null, item("twin", "g7", 7));
        var before = bench.one(Long.class, "select count(*) from things");
        capture.apply();
        assertThat(before).isZero();
        assertThat(bench.rows()).hasSize(1_200).containsEntry("g999/i999", 999);
        assertThat(entries()).containsExactly("i7 TR-Q003", "twin TR-Q003");
    }

    @Test
    void whatResolvesReadIsChargedToTheTablesBudget() throws Exception {
        bench.run("update tailrace.source_table set units_per_second = 0.01");
        var budget = bench.table.capacity();
        Objects.requireNonNull(budget.enter(() -> false)).charge(0);
        assertThat(mayRead(budget)).isTrue();
        copied(item("a", "x", 1));
        source.put(item("b", "x", 2));
        new Capturing(bench, 1).change(null, item("b", "x", 2)).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 1));
        assertThat(mayRead(budget)).isFalse();
    }

    private static boolean mayRead(SourceCapacity budget) throws Exception {
        var asked = new AtomicInteger();
        var permit = budget.enter(() -> asked.incrementAndGet() > 1);
        if (permit != null) {
            permit.charge(0);
        }
        return permit != null;
    }

    private void copied(dev.tailrace.mappers.item.Item... items) throws Exception {
        List.of(items).forEach(source::put);
        new Copying(bench, 1).last(items);
        purged();
    }

    private void purged() throws Exception {
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
    }

    private static void orThrow(Work work) {
        try {
            work.run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot go on", e);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void assertNothingIsLeft() {
        assertThat(entries()).isEmpty();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.claim")).isZero();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.dirty")).isZero();
    }

    /** Source id and code of each entry. */
    private List<String> entries() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select (source_key::jsonb -> 'id' ->> 'S') || ' ' || code from tailrace.quarantine order by 1")
                .getValues(0, String.class);
    }
}
