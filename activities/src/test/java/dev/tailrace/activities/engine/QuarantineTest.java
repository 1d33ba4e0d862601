package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.bad;
import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.workflows.turn.Turn;
import java.util.List;
import java.util.Map;
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

/** Quarantine over time (R7): an item is at the target or named, and never both for longer than capture is behind. */
@Tag("stack")
@Timeout(60)
class QuarantineTest {
    /** Not the common pool, which has one thread on two cores. */
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    /** The mapper takes it, the table's check does not. */
    private static final int REFUSED_BY_POSTGRES = 5000;

    private final SourceItem source = new SourceItem();
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(source);
    }

    @Test
    void goodThenBadThenDeletedLeavesNeitherRowNorEntry() throws Exception {
        copied(item("a", "x", 1));
        var capture = new Capturing(bench, 1);
        capture.change(item("a", "x", 1), bad("a", "x")).apply();
        assertThat(bench.rows()).isEmpty();
        assertThat(entries()).containsExactly("a TR-M022");
        capture.change(bad("a", "x"), null).apply();
        assertThat(bench.rows()).isEmpty();
        assertThat(entries()).isEmpty();
    }

    @Test
    void goodThenBadThenDeletedBeforeTheBarrierLeavesNeitherThoughThePageIsOlder() throws Exception {
        var copy = new Copying(bench, 1);
        var capture = new Capturing(bench, 1);
        capture.change(item("a", "x", 1), bad("a", "x")).apply();
        capture.change(bad("a", "x"), null).apply();
        copy.last(item("a", "x", 1));
        purged();
        assertThat(bench.rows()).isEmpty();
        assertThat(entries()).isEmpty();
    }

    @Test
    void badThenGoodWithinOneBatchIsAtTheTargetOnly() throws Exception {
        copied();
        new Capturing(bench, 1)
                .change(null, bad("a", "x"))
                .change(bad("a", "x"), item("a", "y", 2))
                .change(null, item("b", "x", REFUSED_BY_POSTGRES))
                .change(item("b", "x", REFUSED_BY_POSTGRES), item("b", "x", 3))
                .apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/b", 3), Map.entry("y/a", 2));
        assertThat(entries()).isEmpty();
    }

    @Test
    void anOldImageThatCannotBeMappedTakesNothingAwayAndHidesNothing() throws Exception {
        copied(item("a", "x", 1), item("b", "x", 1));
        var capture = new Capturing(bench, 1);
        // The row at x goes with the bad image, so that the move from the bad one to y leaves nothing at x.
        capture.change(item("a", "x", 1), bad("a", "x"))
                .change(bad("a", "x"), item("a", "y", 2))
                .apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/b", 1), Map.entry("y/a", 2));
        capture.change(item("b", "x", 1), bad("b", "x")).apply();
        capture.change(bad("b", "x"), item("b", "z", 2)).apply();
        assertThat(bench.rows()).containsExactly(Map.entry("y/a", 2), Map.entry("z/b", 2));
        assertThat(entries()).isEmpty();
    }

    @Test
    void aStalePageThatQuarantinesWhatIsGoodByNowIsPutRightByTheSecondLook() throws Exception {
        var copy = new Copying(bench, 1);
        new Capturing(bench, 1).change(bad("a", "x"), item("a", "x", 2)).apply();
        copy.last(bad("a", "x"));
        purged();
        assertThat(entries()).containsExactly("a TR-M022");
        source.is(item("a", "x", 2));
        Copying.replayQuarantine(bench, false);
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 2));
        assertThat(entries()).isEmpty();
    }

    @Test
    void aStalePageThatIsGoodGoesWhereTheItemIsBadByNow() throws Exception {
        var copy = new Copying(bench, 1);
        new Capturing(bench, 1).change(item("a", "x", 1), bad("a", "x")).apply();
        copy.last(item("a", "x", 1));
        purged();
        assertThat(bench.rows()).isEmpty();
        assertThat(entries()).containsExactly("a TR-M022");
    }

    @Test
    void aPageNeverReplacesWhatCaptureSaidOfAnItem() throws Exception {
        var copy = new Copying(bench, 1);
        new Capturing(bench, 1).change(bad("a", "x"), bad("a", "newer")).apply();
        copy.last(bad("a", "x"));
        assertThat(images()).containsExactly(DynamoJson.write(bad("a", "newer")));
    }

    @Test
    void aReplaySaysWhatTheSourceSaysAndNothingFromAStoredImage() throws Exception {
        copied(bad("a", "x"));
        source.is(bad("a", "newer"));
        Copying.replayQuarantine(bench, true);
        assertThat(images()).containsExactly(DynamoJson.write(bad("a", "newer")));
        source.is(item("a", "y", 3));
        Copying.replayQuarantine(bench, true);
        assertThat(bench.rows()).containsExactly(Map.entry("y/a", 3));
        assertThat(entries()).isEmpty();
    }

    @Test
    void aReplayOfAnItemThatIsGoneForgetsIt() throws Exception {
        copied(bad("a", "x"));
        source.is(null);
        Copying.replayQuarantine(bench, true);
        assertThat(bench.rows()).isEmpty();
        assertThat(entries()).isEmpty();
    }

    @Test
    void aReplayThatIsCutShortGoesOnWhereItWas() throws Exception {
        copied(bad("a", "x"), bad("b", "x"), bad("c", "x"));
        source.is(null);
        var looks = new AtomicInteger();
        var afterTwo = new Heartbeat() {
            @Override
            public boolean stopRequested() {
                return looks.getAndIncrement() == 2;
            }

            @Override
            public void close() {}
        };
        var first = entries();
        assertThat(Copying.replayQuarantine(bench, 1_000, afterTwo)).isEqualTo(new Turn.Yielded());
        assertThat(entries()).hasSize(1);
        var left = entries();
        new Capturing(bench, 1)
                .change(bad("a", "x"), bad("a", "x"))
                .change(bad("b", "x"), bad("b", "x"))
                .change(bad("c", "x"), bad("c", "x"))
                .apply();
        assertThat(entries()).isEqualTo(first);
        assertThat(Copying.replayQuarantine(bench, 1_000, Heartbeat.none())).isEqualTo(new Turn.Done());
        assertThat(source.reads()).as("the third alone is read").isEqualTo(3);
        assertThat(entries()).hasSize(2).doesNotContainAnyElementsOf(left);
        assertThat(Copying.replayQuarantine(bench, 1_001, Heartbeat.none())).isEqualTo(new Turn.Done());
        assertThat(entries()).isEmpty();
    }

    /** What Postgres refuses is decided under the lock: capture, which waits for it, has the last word. */
    @Test
    void anItemThatGetsGoodWhileItIsReplayedIsNotPutBackIntoQuarantine() throws Exception {
        var bad = item("a", "x", REFUSED_BY_POSTGRES);
        var good = item("a", "x", 7);
        copied(bad);
        assertThat(entries()).containsExactly("a TR-M022");
        var capture = new Capturing(bench, 1).change(bad, good);
        var applied = new AtomicReference<CompletableFuture<Void>>();
        source.is(bad);
        source.whileRead(() -> {
            if (applied.get() == null) {
                source.is(good);
                applied.set(CompletableFuture.runAsync(() -> apply(capture), THREADS));
                bench.untilALockIsWaitedFor();
            }
        });
        Copying.replayQuarantine(bench, true);
        applied.get().get(10, TimeUnit.SECONDS);
        assertThat(source.reads()).isEqualTo(1);
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 7));
        assertThat(entries()).isEmpty();
    }

    @Test
    void anItemThatGetsBadWhileItIsReplayedEndsInQuarantineWithoutARow() throws Exception {
        copied(bad("a", "x"));
        var capture = new Capturing(bench, 1).change(item("a", "x", 1), bad("a", "newer"));
        var applied = new AtomicReference<CompletableFuture<Void>>();
        source.is(item("a", "x", 1));
        source.whileRead(() -> {
            applied.set(CompletableFuture.runAsync(() -> apply(capture), THREADS));
            bench.untilALockIsWaitedFor();
        });
        Copying.replayQuarantine(bench, true);
        applied.get().get(10, TimeUnit.SECONDS);
        assertThat(bench.rows()).isEmpty();
        assertThat(images()).containsExactly(DynamoJson.write(bad("a", "newer")));
    }

    private void copied(Item... items) throws Exception {
        new Copying(bench, 1).last(items);
        purged();
    }

    private void purged() throws Exception {
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
    }

    private static void apply(Capturing capture) {
        try {
            capture.apply();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot apply the change", e);
        }
    }

    /** Source id and code of each entry. */
    private List<String> entries() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select (source_key::jsonb -> 'id' ->> 'S') || ' ' || code from tailrace.quarantine order by 1")
                .getValues(0, String.class);
    }

    private List<String> images() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select image from tailrace.quarantine order by source_key")
                .getValues(0, String.class);
    }
}
