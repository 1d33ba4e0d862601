package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.bad;
import static dev.tailrace.activities.engine.Items.item;
import static dev.tailrace.activities.engine.Items.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Marks;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.repair.Repairing;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.Turn;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Repairs of a verdict's differences (R7): each item is read again at the source, under the barrier lock. */
@Tag("stack")
@Timeout(120)
class RepairTest extends StoredDifferences {
    /** Not the common pool, which has one thread on two cores. */
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

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
            bench.untilALockIsWaitedFor();
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
        difference("different", "things", key("b"), detail("x"));
        difference("different", "things", key("a"), detail("y"));
        difference("extra", "things", key("c"), detail("z"));
        Repairing.attempt(bench.table, request(1, false));
        assertThat(bench.rows()).isEqualTo(Map.of("x/b", 2, "y/a", 2));
        assertThat(counts()).isEqualTo("3 2 1 0");
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
}
