package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.mappers.problem.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shards that split, roll, and are listed late, in part, or without their parents. */
@Tag("stack")
@Timeout(60)
class LineageTest {
    private final FakeTable source = new FakeTable(1, 2);
    private Migrating migrating;

    @BeforeEach
    void begin() throws Exception {
        migrating = new Migrating(source);
    }

    @AfterEach
    void end() {
        migrating.close();
    }

    @Test
    void aChildThatIsListedBeforeItsParentsEndIsAppliedAfterIt() throws Exception {
        source.quirks().hidesEnds = true;
        source.quirks().pageSize = 1;
        for (int n = 0; n < 40; n++) {
            source.put("hot", "g", n);
            source.stream().split(n);
        }
        assertThat(source.stream().openIds()).hasSize(42);
        migrating.copy();
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows()).containsEntry("g/hot", 39);
    }

    @Test
    void thirtyGenerationsUnderLoadLoseNothing() throws Exception {
        source.put("0", "g", 0);
        var generation = new int[1];
        migrating.turn(() -> {
            int n = generation[0]++;
            source.put("" + n % 7, "g" + n % 3, n);
            source.remove("" + (n + 3) % 7);
            source.stream().roll();
            return generation[0] > 30;
        });
        migrating.copy();
        migrating.catchUp();
        assertThat(source.stream().closed()).hasSize(62);
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    @Test
    void everyPageOfTheListingIsRead() throws Exception {
        for (int n = 0; n < 250; n++) {
            source.stream().split(0);
        }
        for (int n = 0; n < 500; n++) {
            source.put("" + n, "g", n);
        }
        migrating.copy();
        migrating.catchUp();
        assertThat(migrating.positions()).hasSize(502);
        assertThat(migrating.bench.rows()).isEqualTo(source.rows()).hasSize(500);
        assertThat(migrating.bench.one(Long.class, "select sum(applied) from tailrace.lane"))
                .isEqualTo(500);
    }

    @Test
    void aParentForgottenBeforeTheStartIsNotWaitedFor() throws Exception {
        source.stream().roll();
        var parents = source.stream().closed();
        source.stream().forget(parents::contains);
        migrating.openPass();
        source.put("a", "g", 1);
        migrating.copy();
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    @Test
    void aParentThatIsNamedOnlyLaterIsWaitedForFromThenOn() throws Exception {
        source.quirks().hidesParents = true;
        source.quirks().emptyPages = 10;
        source.put("a", "old", 1);
        source.quirks().emptyPages = 30;
        source.stream().roll();
        source.put("a", "new", 2);
        // The child is being read, but has given nothing yet, when its parent is named.
        migrating.rounds(5);
        assertThat(migrating.positions()).hasSize(4);
        source.stream().listAll();
        migrating.copy();
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows()).containsOnlyKeys("new/a");
    }

    @Test
    void aChildThatWasReadBeforeItsParentWasNamedStopsTheTable() throws Exception {
        source.quirks().hidesParents = true;
        source.quirks().emptyPages = 1000;
        source.put("a", "old", 1);
        source.quirks().emptyPages = 0;
        source.stream().roll();
        source.put("a", "new", 2);
        migrating.turn(() -> migrating.bench.rows().containsKey("new/a"));
        source.stream().listAll();
        assertThatThrownBy(migrating::catchUp)
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.problem().code()).isEqualTo(Code.C013.id()));
        migrating.openPass();
        migrating.copy();
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    @Test
    void theClosedAncestorsOfAFirstShardThatAreListedLateArePassedOver() throws Exception {
        source.quirks().hidesNew = true;
        source.stream().roll();
        source.put("a", "older", 0);
        source.stream().roll();
        source.put("a", "old", 1);
        source.quirks().hidesNew = false;
        source.stream().roll();
        migrating.openPass();
        source.put("a", "new", 2);
        migrating.copy();
        migrating.catchUpWithListed();
        source.stream().listAll();
        migrating.rounds(50);
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows()).containsOnlyKeys("new/a");
    }

    @Test
    void aTokenDoesNotArriveWhileAnEndedShardsChildIsNotListed() throws Exception {
        migrating.catchUp();
        source.quirks().hidesNew = true;
        source.stream().roll();
        source.put("a", "g", 1);
        long token = Tokens.send(migrating.table, migrating.pass);
        migrating.turn(() -> migrating.positions().values().stream().allMatch("done"::equals));
        assertThat(Tokens.missing(migrating.table, migrating.pass, token)).isPositive();
        source.stream().listAll();
        migrating.turn(() -> arrived(token));
        migrating.copy();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    private boolean arrived(long token) {
        try {
            return Tokens.missing(migrating.table, migrating.pass, token) == 0;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
