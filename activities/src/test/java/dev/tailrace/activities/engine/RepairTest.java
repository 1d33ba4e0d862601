package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.bad;
import static dev.tailrace.activities.engine.Items.item;
import static dev.tailrace.activities.engine.Items.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Marks;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.repair.Repairing;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.workflows.repair.RepairActivities.RepairRequest;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.Turn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Repairs of a verdict's differences (R7): each item is looked at again at the source, under the barrier lock. */
@Tag("stack")
@Timeout(120)
class RepairTest {
    /** Not the common pool, which has one thread on two cores. */
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private static final long RUN = 7;
    private static final int MOST_CALLS = 1_000;

    private final LocalThings source = new LocalThings();
    private Bench bench;
    private int differences;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(source);
    }

    @Test
    void eachDifferenceEndsAsTheSourceSays() throws Exception {
        copied(item("same", "x", 1), item("gone", "x", 1), item("other", "x", 1), item("moved", "x", 1));
        source.put(item("same", "x", 1));
        source.put(item("lost", "x", 2));
        source.put(item("other", "x", 3));
        source.put(item("moved", "y", 4));
        different("missing", "lost", "x");
        different("extra", "gone", "x");
        different("different", "other", "x");
        different("extra", "moved", "x");
        different("missing", "moved", "y");
        assertThat(Repairing.attempt(bench.table, request(1, false))).isInstanceOf(Turn.Done.class);
        assertThat(bench.rows()).isEqualTo(Map.of("x/same", 1, "x/lost", 2, "x/other", 3, "y/moved", 4));
        assertThat(counts()).isEqualTo("5 3 2 0");
        assertThat(events())
                .containsExactly(
                        "ann: {\"run\": 7, \"removed\": 2, \"written\": 3, \"foreignLeft\": 0, \"deleteForeign\": false}");
    }

    @Test
    void noStoredImageIsUsed() throws Exception {
        copied(bad("a", "x"), item("b", "x", 1));
        different("missing", "a", "x");
        different("different", "b", "x");
        source.put(item("a", "x", 5));
        source.put(item("b", "x", 6));
        Repairing.attempt(bench.table, request(1, false));
        assertThat(bench.rows()).isEqualTo(Map.of("x/a", 5, "x/b", 6));
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void whatHasChangedSinceTheVerdictIsNotHarmed() throws Exception {
        copied(item("back", "x", 1), item("newer", "x", 1));
        different("extra", "back", "x");
        different("different", "newer", "x");
        different("missing", "left", "x");
        source.put(item("back", "x", 8));
        source.put(item("newer", "x", 9));
        new Capturing(bench, 1)
                .change(null, item("back", "x", 8))
                .change(item("newer", "x", 1), item("newer", "x", 9))
                .apply();
        Repairing.attempt(bench.table, request(1, false));
        assertThat(bench.rows()).isEqualTo(Map.of("x/back", 8, "x/newer", 9));
    }

    /** A change that is made between the read and the commit is applied after the repair, and has the last word. */
    @Test
    void captureWaitsWhileAnItemIsLookedAt() throws Exception {
        copied(item("a", "x", 1));
        different("different", "a", "x");
        source.put(item("a", "x", 2));
        var applied = new AtomicReference<CompletableFuture<Void>>();
        source.whileRead(() -> {
            source.put(item("a", "x", 3));
            var capture = capture(item("a", "x", 2), item("a", "x", 3));
            applied.set(CompletableFuture.runAsync(() -> apply(capture), THREADS));
            untilItWaitsForTheBarrierLock();
        });
        Repairing.attempt(bench.table, request(1, false));
        Objects.requireNonNull(applied.get()).get(10, TimeUnit.SECONDS);
        assertThat(bench.rows()).isEqualTo(Map.of("x/a", 3));
    }

    @Test
    void anItemThatCannotBeAtTheTargetIsNamedAndItsRowGoes() throws Exception {
        copied(item("bad", "x", 1), item("refused", "x", 1));
        different("different", "bad", "x");
        different("different", "refused", "x");
        // What no row is named for cannot be mapped.
        difference("missing", "", key("unnamed"), "cannot be mapped, and is not named in quarantine");
        source.put(bad("bad", "x"));
        source.put(item("refused", "x", 5_000));
        source.put(bad("unnamed", "x"));
        Repairing.attempt(bench.table, request(1, false));
        assertThat(bench.rows()).isEmpty();
        assertThat(quarantined()).containsExactly("bad TR-M022", "refused TR-M022", "unnamed TR-M022");
    }

    /** Whatever it dies before: what it has done stands, and the next attempt goes on there. */
    @Test
    void eachDifferenceIsSettledOnceWhereverAnAttemptDies() throws Exception {
        copied(item("a", "x", 1), item("b", "x", 1));
        different("different", "a", "x");
        different("extra", "b", "x");
        different("missing", "c", "x");
        source.put(item("a", "x", 2));
        source.put(item("c", "x", 3));
        int call = 1;
        while (call < MOST_CALLS && dies(call)) {
            int before = source.reads();
            assertThat(Repairing.attempt(bench.table, request(call, false))).isInstanceOf(Turn.Done.class);
            assertThat(source.reads() - before)
                    .as("reads after the death before call %d", call)
                    .isLessThanOrEqualTo(3);
            assertThat(bench.rows()).as("call %d", call).isEqualTo(Map.of("x/a", 2, "x/c", 3));
            assertThat(counts()).as("call %d", call).isEqualTo("3 2 1 0");
            assertThat(events()).as("call %d", call).hasSize(call);
            bench.run("delete from things");
            bench.run("insert into things (grp, id, n) values ('x', 'a', 1), ('x', 'b', 1)");
            call++;
        }
        assertThat(call).as("statements that it died before").isBetween(30, MOST_CALLS - 1);
    }

    private boolean dies(int call) throws Exception {
        try {
            Repairing.attempt(onPool(CutShort.before(bench.pool, call)), request(call, false));
            return false;
        } catch (CutShort.Death death) {
            return true;
        }
    }

    @Test
    void anAttemptThatIsToStopGoesOnWhereItWas() throws Exception {
        copied(item("a", "x", 1), item("b", "x", 1));
        different("different", "a", "x");
        different("different", "b", "x");
        source.put(item("a", "x", 2));
        source.put(item("b", "x", 2));
        var looks = new AtomicInteger();
        var afterOne = new Heartbeat() {
            @Override
            public boolean stopRequested() {
                return looks.getAndIncrement() == 1;
            }

            @Override
            public void close() {}
        };
        assertThat(Repairing.attempt(bench.table, request(1, false), afterOne)).isEqualTo(new Turn.Yielded());
        assertThat(bench.rows()).isEqualTo(Map.of("x/a", 2, "x/b", 1));
        assertThat(Repairing.attempt(bench.table, request(1, false))).isInstanceOf(Turn.Done.class);
        assertThat(bench.rows()).isEqualTo(Map.of("x/a", 2, "x/b", 2));
        assertThat(source.reads()).isEqualTo(2);
    }

    /** The source is empty by then, as far as the closed pass's attempt can see. */
    @Test
    void nothingIsWrittenOnceThePassIsClosed() throws Exception {
        copied(item("a", "x", 1));
        different("extra", "a", "x");
        source.whileRead(() -> {
            throw new AssertionError("read");
        });
        Transaction.run(
                bench.pool, Commit.PASS_CLOSED, c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), bench.passId));
        assertThat(Repairing.attempt(bench.table, request(1, false))).isInstanceOf(Turn.Done.class);
        assertThat(bench.rows()).isEqualTo(Map.of("x/a", 1));
        assertThat(events()).isEmpty();
    }

    /** One whose pass is closed after it began finds that under the lock. */
    @Test
    void aPassThatIsClosedMeanwhileStopsIt() throws Exception {
        copied(item("a", "x", 1), item("b", "x", 1));
        different("extra", "a", "x");
        different("extra", "b", "x");
        var looks = new AtomicInteger();
        var closing = new Heartbeat() {
            @Override
            public boolean stopRequested() {
                if (looks.getAndIncrement() == 1) {
                    try {
                        Transaction.run(
                                bench.pool,
                                Commit.PASS_CLOSED,
                                c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), bench.passId));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
                return false;
            }

            @Override
            public void close() {}
        };
        assertThat(Repairing.attempt(bench.table, request(1, false), closing)).isInstanceOf(Turn.Done.class);
        assertThat(bench.rows()).isEqualTo(Map.of("x/b", 1));
    }

    @Test
    void rowsThatNoItemCanHaveGoByConsentOnly() throws Exception {
        bench = new Bench(source, Bench.owned());
        copied(item("a", "x", 1));
        source.put(item("a", "x", 1));
        bench.run(
                "insert into things (grp, id, n, _source_key) values ('z', 'z', 1, 'by hand'), ('w', 'w', 1, 'by hand')");
        foreign("z");
        foreign("w");
        assertThat(Repairing.listing(bench.table, bench.passId, 0).foreign()).isEqualTo(2);
        Repairing.attempt(bench.table, request(1, false));
        assertThat(bench.rows()).containsOnlyKeys("x/a", "z/z", "w/w");
        assertThat(counts()).isEqualTo("2 0 0 2");
        // It has found an owner since.
        bench.run("update things set _source_key = '%s' where grp = 'w'".formatted(DynamoJson.write(key("w"))));
        source.put(item("w", "w", 6));
        marksStand();
        Repairing.attempt(bench.table, request(2, true));
        assertThat(bench.rows()).isEqualTo(Map.of("x/a", 1, "w/w", 6));
        // The level touched looks at the key again; its last cell is the item's, of which there is none.
        assertThat(bench.one(String.class, "select keys from tailrace.touched order by number limit 1"))
                .isEqualTo("[[\"things\",\"z\",\"\"]]");
    }

    private void marksStand() throws Exception {
        Transaction.run(bench.pool, Commit.VERDICT_STORED, c -> {
            long all = Marks.beginAll(c, bench.passId);
            Marks.endAll(c, bench.passId, all, VerdictOutcome.EQUAL);
            return all;
        });
    }

    /** DynamoDB takes no empty key, and says so when it is asked. */
    @Test
    void aRowOfAnEmptyKeyIsNoItems() throws Exception {
        copied();
        bench.run("insert into things (grp, id, n) values ('x', '', 1)");
        different("extra", "", "x");
        assertThat(Repairing.listing(bench.table, bench.passId, RUN).foreign()).isEqualTo(1);
        assertThat(Repairing.listing(bench.table, bench.passId, RUN).counted()).isEqualTo(Stored.COUNTED);
        Repairing.attempt(bench.table, request(1, false));
        assertThat(bench.rows()).containsOnlyKeys("x/");
        assertThat(counts()).isEqualTo("1 0 0 1");
        Repairing.attempt(bench.table, request(2, true));
        assertThat(bench.rows()).isEmpty();
    }

    @Test
    void onTablesThatAskTheSourceEveryClaimantIsAsked() throws Exception {
        bench = new Bench(source, Bench.owned());
        copied(item("a", "x", 1), item("b", "y", 1), item("c", "z", 1));
        // They have swapped, which capture has not seen yet; c has left.
        source.put(item("a", "y", 2));
        source.put(item("b", "x", 2));
        difference("different", "x", key("b"), detail("x"));
        difference("different", "y", key("a"), detail("y"));
        difference("extra", "z", key("c"), detail("z"));
        Repairing.attempt(bench.table, request(1, false));
        assertThat(bench.rows()).isEqualTo(Map.of("x/b", 2, "y/a", 2));
        assertThat(counts()).isEqualTo("3 2 1 0");
    }

    private RepairRequest request(long command, boolean deleteForeign) {
        return new RepairRequest(bench.table.ref(), bench.passId, 0, command, deleteForeign, "ann");
    }

    private LoadedTable onPool(DataSource pool) {
        var table = bench.table;
        return new LoadedTable(
                table.id(),
                table.ref(),
                table.migration(),
                table.spec(),
                table.mapper(),
                table.capacity(),
                pool,
                table.source());
    }

    private void different(String kind, String id, String grp) {
        difference(kind, "things", key(id), "key [\"%s\",\"%s\"], columns [\"n\"]".formatted(grp, id));
    }

    private void foreign(String grp) {
        difference("extra", "things", null, detail(grp));
    }

    private static String detail(String grp) {
        return "key [\"%s\"]".formatted(grp);
    }

    /** As a verification stores it. */
    private void difference(String kind, String target, Item item, String detail) {
        if (differences == 0) {
            Stored.verdict(bench, RUN);
        }
        var sql = DSL.using(bench.pool, SQLDialect.POSTGRES);
        sql.execute(
                "insert into tailrace.difference (pass_id, run, number, kind, target, source_key, detail) values (?, ?, ?, ?, ?, ?, ?)",
                bench.passId,
                RUN,
                ++differences,
                kind,
                target.isEmpty() ? "" : "things",
                item == null ? "" : DynamoJson.write(item),
                detail);
    }

    private void copied(Item... items) throws Exception {
        new Copying(bench, 1).last(items);
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
    }

    private Capturing capture(Item before, Item after) {
        try {
            return new Capturing(bench, 1).change(before, after);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void apply(Capturing capture) {
        try {
            capture.apply();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot apply the change", e);
        }
    }

    private void untilItWaitsForTheBarrierLock() {
        while (bench.one(Long.class, "select count(*) from pg_locks where locktype = 'advisory' and not granted") < 1) {
            Thread.onSpinWait();
        }
    }

    /** Position, written, removed, foreign left, of the last repair. */
    private String counts() {
        return bench.one(
                String.class,
                "select concat_ws(' ', position, written, removed, foreign_left) from tailrace.repair order by command desc limit 1");
    }

    private List<String> quarantined() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select (source_key::jsonb -> 'id' ->> 'S') || ' ' || code from tailrace.quarantine order by 1")
                .getValues(0, String.class);
    }

    private List<String> events() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select actor || ': ' || payload::text from tailrace.audit where type = 'Repaired' order by seq")
                .getValues(0, String.class);
    }
}
