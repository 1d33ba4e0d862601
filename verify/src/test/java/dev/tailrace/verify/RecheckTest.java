package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.verify.CaptureProof.Evidence;
import dev.tailrace.verify.Difference.Kind;
import dev.tailrace.verify.Suspected.OfRow;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecheckTest {
    private static final int SEEDS = 3_000;
    private static final List<String> WRITTEN = List.of("w1", "w2", "w3");

    @ParameterizedTest
    @EnumSource(
            value = Evidence.class,
            names = {"TOKEN", "TIME"})
    void eachKindOfLastingDifferenceIsConfirmed(Evidence evidence) throws InterruptedException {
        var counts = recheck(planted(new World(1, 0).evidence(evidence)), plantedRows());
        assertThat(counts.unproven).isZero();
        assertThat(seen(counts.differences)).containsExactlyInAnyOrderElementsOf(PLANTED);
        assertThat(counts.differences)
                .filteredOn(d -> d.kind() == Kind.DIFFERENT)
                .allSatisfy(d -> assertThat(d.columns()).containsExactly("value"));
        assertThat(counts.quarantined).isEqualTo(1);
        assertThat(counts.quarantinedKeys).containsExactly(Places.key("named"));
    }

    @Test
    void lastingDifferencesAreFoundAndNothingElseWhileWritersGoOn() throws InterruptedException {
        for (long seed = 0; seed < SEEDS; seed++) {
            var world = planted(new World(seed, 12));
            WRITTEN.forEach(world::written);
            var counts = recheck(world, plantedRows());
            assertThat(seen(counts.differences)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(PLANTED);
            assertThat(counts.quarantined).as("seed %d", seed).isEqualTo(1);
        }
    }

    @Test
    void anItemWhoseEventsAreLostIsNeverFoundEqualThoughItChangesAllTheTime() throws InterruptedException {
        for (long seed = 0; seed < SEEDS; seed++) {
            var world = new World(seed, 12)
                    .settled(Places.item("w1", "a", "before"))
                    .lose("w1");
            WRITTEN.forEach(world::written);
            world.put(Places.item("w1", "a", "lost"));
            var counts = recheck(world, List.of());
            assertThat(counts.differences.size() + counts.unproven)
                    .as("seed %d", seed)
                    .isPositive();
            assertThat(counts.differences)
                    .as("seed %d", seed)
                    .allSatisfy(d -> assertThat(d.source()).isEqualTo(Places.key("w1")));
        }
    }

    @Test
    void anItemThatChangesBetweenAnyTwoReadsIsProvenByWhatTheSourceSaidOnTheWay() throws InterruptedException {
        for (int behind = 3; behind < 20; behind++) {
            var counts = recheckHot(new World(behind, 0).hot("w1", behind));
            assertThat(counts.unproven).as("%d behind", behind).isZero();
            assertThat(counts.tally().settled()).isEqualTo(new Rows(1, 1));
            assertThat(counts.differences).isEmpty();
        }
    }

    private static SuspectCounts recheckHot(World world) throws InterruptedException {
        var recheck = new Recheck(new ComparedStores(new Places(), Places.KEYS, null, world, world, world, world), 100);
        recheck.suspect(new OfRow(Places.rowKey("w1", "a"), null, new Rows(1, 1)));
        return recheck.settle();
    }

    @Test
    void aProofThatDoesNotComeLeavesSuspectsUnproven() throws InterruptedException {
        var counts = recheck(planted(new World(1, 0).evidence(Evidence.NONE)), plantedRows());
        assertThat(counts.differences).isEmpty();
        assertThat(counts.unproven).isEqualTo(7);
        assertThat(counts.captureLate).isTrue();
    }

    @Test
    void suspectsBeyondTheBoundAreCountedNotForgotten() throws InterruptedException {
        var world = planted(new World(1, 0));
        var recheck = new Recheck(new ComparedStores(new Places(), Places.KEYS, null, world, world, world, world), 2);
        for (var row : plantedRows()) {
            recheck.suspect(new OfRow(row, null, Rows.NONE));
        }
        var counts = recheck.settle();
        assertThat(counts.differences.size() + counts.unlooked).isEqualTo(6);
    }

    private static final Set<String> PLANTED = Set.of(
            "MISSING gone a",
            "EXTRA stale a",
            "DIFFERENT other a",
            "EXTRA moved a",
            "MISSING moved b",
            "EXTRA ?foreign a",
            "MISSING unnamed");

    private static World planted(World world) {
        return world.settled(Places.item("gone", "a", "v"))
                .drop(Places.rowKey("gone", "a"))
                .plant(Places.row("stale", "a", "v"))
                .settled(Places.item("other", "a", "v"))
                .plant(Places.row("other", "a", "wrong"))
                .settled(Places.item("moved", "b", "v"))
                .drop(Places.rowKey("moved", "b"))
                .plant(Places.row("moved", "a", "v"))
                .plant(Places.row("?foreign", "a", "v"))
                .settled(Places.item("named", "a", "v"))
                .drop(Places.rowKey("named", "a"))
                .named("named")
                .settled(Places.marked("unnamed", "bad"))
                .unnamed("unnamed");
    }

    private static List<RowKey> plantedRows() {
        return List.of(
                Places.rowKey("gone", "a"),
                Places.rowKey("stale", "a"),
                Places.rowKey("other", "a"),
                Places.rowKey("moved", "a"),
                Places.rowKey("?foreign", "a"),
                Places.rowKey("named", "a"));
    }

    private static SuspectCounts recheck(World world, List<RowKey> rows) throws InterruptedException {
        var recheck = new Recheck(new ComparedStores(new Places(), Places.KEYS, null, world, world, world, world), 100);
        for (var row : rows) {
            recheck.suspect(new OfRow(row, null, Rows.NONE));
        }
        recheck.suspect(Places.key("unnamed"));
        for (var id : WRITTEN) {
            recheck.suspect(new OfRow(Places.rowKey(id, "a"), null, Rows.NONE));
            recheck.suspect(new OfRow(Places.rowKey(id, "b"), null, Rows.NONE));
        }
        return recheck.settle();
    }

    private static Set<String> seen(List<Difference> differences) {
        return differences.stream().map(RecheckTest::words).collect(Collectors.toSet());
    }

    private static String words(Difference difference) {
        var row = difference.row();
        return difference.kind() + " " + (row == null ? "unnamed" : String.join(" ", row.cells()));
    }
}
