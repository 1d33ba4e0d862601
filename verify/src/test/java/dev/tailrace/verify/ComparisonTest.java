package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    /** A sketch that takes some hundred differences, segments of ten rows. */
    private static final ComparisonLimits SMALL = new ComparisonLimits(300, 4_096, 100, 1_000, 25, 10, Duration.ZERO);

    @Test
    void equalSidesAreEqual() throws InterruptedException {
        var world = filled(new World(1, 0), 500).settled(Places.marked("left", "skip"));
        var findings = compare(world, ComparisonLimits.STANDARD, new InMemory());
        assertThat(findings.differences()).isEmpty();
        assertThat(findings.items()).isEqualTo(new ItemCounts(501, 500, 1, 0, 0));
        assertThat(findings.tables()).containsEntry("places", new Rows(500, 500));
        assertThat(findings.source()).isEqualTo(new RowClasses(500, 500, 0, 0, 0, 0, 0));
        assertThat(findings.target()).isEqualTo(findings.source());
        assertThat(findings.unproven()).isZero();
        assertThat(world.scanned).isEqualTo(501);
        assertThat(world.targetReads).isEqualTo(1);
    }

    @Test
    void differencesAreFoundAndCounted() throws InterruptedException {
        var world = planted();
        assertPlanted(compare(world, SMALL, new InMemory()));
        assertThat(world.targetReads).isEqualTo(2);
        assertThat(world.scanned).isEqualTo(501);
    }

    private static World planted() {
        return filled(new World(1, 0), 500)
                .drop(Places.rowKey("3", "a"))
                .plant(Places.row("extra", "a", "v"))
                .plant(Places.row("7", "a", "other"))
                .settled(Places.marked("named", "bad"));
    }

    private static void assertPlanted(Findings findings) {
        assertThat(findings.missing()).isEqualTo(1);
        assertThat(findings.extra()).isEqualTo(1);
        assertThat(findings.different()).isEqualTo(1);
        assertThat(findings.quarantined()).isEqualTo(1);
        assertThat(findings.items()).isEqualTo(new ItemCounts(501, 500, 0, 1, 0));
        assertThat(findings.source()).isEqualTo(new RowClasses(500, 498, 0, 1, 1, 0, 0));
        assertThat(findings.target()).isEqualTo(new RowClasses(500, 498, 0, 1, 1, 0, 0));
        assertThat(findings.unlooked()).isZero();
    }

    /** Then every row that the target lacks is found by reading the source again. */
    @Test
    void rowsThatTheFilterMissesAreFoundToo() throws InterruptedException {
        var world = filled(new World(1, 0), 500).drop(Places.rowKey("3", "a"));
        var findings = compare(world, new ComparisonLimits(300, 64, 0, 1_000, 25, 10, Duration.ZERO), new InMemory());
        assertThat(findings.missing()).isEqualTo(1);
        assertThat(findings.source()).isEqualTo(new RowClasses(500, 499, 0, 0, 1, 0, 0));
        assertThat(findings.sourceReads()).isEqualTo(2);
    }

    @Test
    void whatIsTooMuchForOneSketchIsComparedInSlices() throws InterruptedException {
        var world = filled(new World(1, 0), 3_000);
        for (int i = 0; i < 2_000; i++) {
            world.drop(Places.rowKey(Integer.toString(i), "a"));
        }
        var findings =
                compare(world, new ComparisonLimits(300, 4_096, 5_000, 5_000, 50, 10, Duration.ZERO), new InMemory());
        assertThat(findings.missing()).isEqualTo(2_000);
        assertThat(findings.unlooked()).isZero();
        assertThat(findings.items().items()).isEqualTo(3_000);
        assertThat(findings.source()).isEqualTo(new RowClasses(3_000, 1_000, 0, 0, 2_000, 0, 0));
        assertThat(findings.target()).isEqualTo(new RowClasses(1_000, 1_000, 0, 0, 0, 0, 0));
        assertThat(world.scanned).isEqualTo(3_000L * findings.sourceReads());
    }

    @Test
    void whatIsTooMuchToReadIsSaidNotForgotten() throws InterruptedException {
        var world = filled(new World(1, 0), 3_000);
        for (int i = 0; i < 2_000; i++) {
            world.drop(Places.rowKey(Integer.toString(i), "a"));
        }
        var findings =
                compare(world, new ComparisonLimits(300, 4_096, 5_000, 5_000, 3, 10, Duration.ZERO), new InMemory());
        assertThat(findings.unlooked()).isPositive();
        assertThat(findings.source()).isEqualTo(new RowClasses(3_000, 0, 0, 0, 0, 0, 3_000));
        assertThat(findings.target()).isEqualTo(new RowClasses(1_000, 0, 0, 0, 0, 0, 1_000));
    }

    /** Of a mapper that is no function of keys: two items, one row. Twice the same element never comes out of a sketch, however few differ. */
    @Test
    void aRowOfTwoItemsThatTheTargetLacksIsNotProvenEqual() throws InterruptedException {
        var places = new Places();
        var world = new World(1, 0);
        world.put(Places.item("1", "a", "v"));
        world.put(Places.item("2", "a", "v"));
        var mapper = Mapper.of(
                Places.TABLE, places::itemKey, item -> new Mapped.Rows(List.of(Places.row("both", "a", "v"))));
        var stores = new ComparedStores(mapper, Places.KEYS, null, world, world, world, world);
        var findings = new Comparison(stores, SMALL, new InMemory()).run(500, 1);
        assertThat(findings.source()).isEqualTo(new RowClasses(2, 0, 0, 0, 0, 0, 2));
        assertThat(findings.unlooked()).isPositive();
    }

    /** What it would have named there would count as gone. */
    @Test
    void aSegmentThatIsPassedOverWhenTheSourceIsReadAgainEndsTheComparison() {
        var world = filled(new World(1, 0), 500).drop(Places.rowKey("3", "a"));
        var stores =
                new ComparedStores(new Places(), Places.KEYS, null, passingOverOneAfterAll(world), world, world, world);
        var limits = new ComparisonLimits(300, 64, 0, 1_000, 25, 10, Duration.ZERO);
        assertThatThrownBy(() -> new Comparison(stores, limits, new InMemory()).run(500, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("segments were read again");
    }

    private static SourceReader passingOverOneAfterAll(World world) {
        return new SourceReader() {
            private boolean again;

            @Override
            public void scan(Scan scan) throws InterruptedException {
                var numbers = (BitSet) scan.numbers().clone();
                if (again) {
                    numbers.clear(0);
                }
                again = true;
                world.scan(new Scan(scan.total(), numbers, scan.runs()));
            }

            @Override
            public Collection<Item> parts(Item part, String begin) {
                return world.parts(part, begin);
            }

            @Override
            public Map<Item, Item> items(Collection<Item> keys) {
                return world.items(keys);
            }
        };
    }

    @Test
    void suspectsThatAreTooManyAreSaidNotForgotten() throws InterruptedException {
        var world = filled(new World(1, 0), 500);
        for (int i = 0; i < 100; i++) {
            world.drop(Places.rowKey(Integer.toString(i), "a"));
        }
        var findings = compare(world, new ComparisonLimits(300, 4_096, 100, 60, 25, 10, Duration.ZERO), new InMemory());
        assertThat(findings.missing()).isEqualTo(60);
        assertThat(findings.unlooked()).isEqualTo(40);
        assertThat(findings.source()).isEqualTo(new RowClasses(500, 400, 0, 0, 60, 0, 40));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 300})
    void whileWritersGoOnOnlyTheLastingDifferenceIsFoundAndItBalances(int filterWords) throws InterruptedException {
        for (long seed = 0; seed < 50; seed++) {
            var world = filled(new World(seed, 10), 100).drop(Places.rowKey("3", "a"));
            for (int i = 50; i < 100; i++) {
                world.written(Integer.toString(i));
            }
            var findings = compare(
                    world, new ComparisonLimits(300, filterWords, 100, 100, 25, 10, Duration.ZERO), new InMemory());
            assertThat(findings.differences())
                    .as("seed %d", seed)
                    .extracting(Difference::row)
                    .containsExactly(Places.rowKey("3", "a"));
            assertBalance(findings, seed);
        }
    }

    private static void assertBalance(Findings findings, long seed) {
        var items = findings.items();
        assertThat(items.items()).as("seed %d", seed).isEqualTo(items.mapped() + items.skipped() + items.refused());
        for (var side : new RowClasses[] {findings.source(), findings.target()}) {
            assertThat(side.rows())
                    .as("seed %d", seed)
                    .isEqualTo(side.paired()
                            + side.settled()
                            + side.different()
                            + side.unmatched()
                            + side.quarantined()
                            + side.inFlight());
        }
        assertThat(findings.source().paired())
                .as("seed %d", seed)
                .isEqualTo(findings.target().paired());
    }

    /** Killed before or after any save, it ends as if it had not been, and reads no segment again that was saved. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherAttemptGoesOnWhereOneWasKilled(boolean afterSaving) throws InterruptedException {
        var random = new Random(5);
        for (int run = 0; run < 40; run++) {
            var world = planted();
            var saved = new InMemory();
            int kills = 0;
            while (kills < 10 && killed(world, SMALL, saved.failAfter(1 + random.nextInt(6), afterSaving))) {
                kills++;
            }
            assertThat(kills).isPositive();
            long before = world.scanned;
            assertPlanted(compare(world, SMALL, saved.failAfter(Integer.MAX_VALUE, true)));
            assertThat(world.scanned - before).isLessThan(501);
        }
    }

    private static boolean killed(World world, ComparisonLimits limits, InMemory saved) throws InterruptedException {
        try {
            compare(world, limits, saved);
            return false;
        } catch (IllegalStateException killed) {
            assertThat(killed).hasMessage("killed");
            return true;
        }
    }

    /** In slices too, whose suspects are kept. */
    @Test
    void anotherAttemptGoesOnInTheSliceWhereOneWasKilled() throws InterruptedException {
        boolean killed = true;
        for (int kill = 1; killed; kill += 3) {
            var world = filled(new World(1, 0), 600).settled(Places.marked("named", "bad"));
            for (int i = 0; i < 400; i++) {
                world.drop(Places.rowKey(Integer.toString(i), "a"));
            }
            var limits = new ComparisonLimits(300, 4_096, 5_000, 5_000, 50, 60, Duration.ZERO);
            var saved = new InMemory().failAfter(kill, true);
            killed = killed(world, limits, saved);
            assertThat(killed || kill > 25).isTrue();
            var findings = compare(world, limits, saved.failAfter(Integer.MAX_VALUE, true));
            assertThat(findings.missing()).as("killed at %d", kill).isEqualTo(400);
            assertThat(findings.quarantined()).isEqualTo(1);
            assertThat(findings.items()).isEqualTo(new ItemCounts(601, 600, 0, 1, 0));
            assertThat(findings.source()).isEqualTo(new RowClasses(600, 200, 0, 0, 400, 0, 0));
        }
    }

    @Test
    void aReadingOfTheTargetThatFailsIsVoid() throws InterruptedException {
        var world = planted();
        world.failingTargetReads = 2;
        assertPlanted(compare(world, SMALL, new InMemory()));
    }

    private static World filled(World world, int items) {
        for (int i = 0; i < items; i++) {
            world.settled(Places.item(Integer.toString(i), "a", "v" + i));
        }
        return world;
    }

    private static Findings compare(World world, ComparisonLimits limits, InMemory saved) throws InterruptedException {
        var stores = new ComparedStores(new Places(), Places.KEYS, null, world, world, world, world);
        return new Comparison(stores, limits, saved).run(500, 1);
    }
}
