package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.verify.SampledComparison.Result;
import dev.tailrace.verify.SampledComparison.Sample;
import dev.tailrace.verify.SampledComparison.Units;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampledComparisonTest {
    private static final int SEGMENTS = 50;
    private static final int ITEMS = 1_000;

    @Test
    void ofEqualSidesNothingThatIsDrawnIsWrong() throws InterruptedException {
        var world = filled(1, 0).settled(Places.marked("left", "skip"));
        var result = compare(world, SEGMENTS, 100);
        assertThat(result.source()).isEqualTo(new Units(SEGMENTS, SEGMENTS, 0));
        assertThat(result.target()).isEqualTo(new Units(ITEMS, 100, 0));
        assertThat(result.findings().differences()).isEmpty();
        assertThat(result.findings().items()).isEqualTo(new ItemCounts(ITEMS + 1, ITEMS, 1, 0, 0));
        assertThat(result.findings().source()).isEqualTo(new RowClasses(ITEMS, 0, ITEMS, 0, 0, 0, 0));
        assertThat(result.findings().target()).isEqualTo(new RowClasses(100, 0, 100, 0, 0, 0, 0));
    }

    @Test
    void whatIsWrongInADrawnSegmentIsFoundAndItsSegmentIsWrong() throws InterruptedException {
        var world = filled(1, 0)
                .drop(Places.rowKey("3", "a"))
                .plant(Places.row("7", "a", "other"))
                .settled(Places.marked("bad", "bad"))
                .unnamed("bad");
        var segments = IntStream.of(segment("3"), segment("7"), segment("bad"))
                .distinct()
                .count();
        var result = compare(world, SEGMENTS, 1);
        assertThat(result.source().wrong()).isEqualTo(segments);
        assertThat(result.findings().missing()).isEqualTo(2);
        assertThat(result.findings().different()).isEqualTo(1);
        var source = result.findings().source();
        assertThat(source).isEqualTo(new RowClasses(ITEMS, 0, ITEMS - 2, 1, 1, 0, 0));
    }

    @Test
    void aRowThatNoItemHasIsFoundWhenItIsDrawn() throws InterruptedException {
        var world = filled(1, 0)
                .plant(Places.row("extra", "a", "v"))
                .plant(Places.row("?foreign", "a", "v"))
                .plant(Places.row("4", "elsewhere", "v4"));
        var result = compare(world, 1, ITEMS + 3);
        assertThat(result.target()).isEqualTo(new Units(ITEMS + 3, ITEMS + 3, 4));
        assertThat(result.findings().extra()).isEqualTo(3);
        // Both rows of item 4 count: whether one of an item's rows is wrong is known of the item.
        assertThat(result.findings().target()).isEqualTo(new RowClasses(ITEMS + 3, 0, ITEMS, 0, 3, 0, 0));
    }

    @Test
    void whatIsNotDrawnIsNotRead() throws InterruptedException {
        var world = filled(1, 0).drop(Places.rowKey("3", "a"));
        var others = new BitSet();
        others.set(0, SEGMENTS);
        others.clear(segment("3"));
        var result = new SampledComparison(stores(world)).run(new Sample(new Draw("s"), SEGMENTS, others, 10));
        assertThat(result.source()).isEqualTo(new Units(SEGMENTS, SEGMENTS - 1, 0));
        assertThat(result.findings().items().items()).isLessThan(ITEMS);
    }

    @Test
    void anItemThatQuarantineNamesIsNotWrong() throws InterruptedException {
        var world = filled(1, 0).settled(Places.marked("named", "bad"));
        var result = compare(world, SEGMENTS, 10);
        assertThat(result.source().wrong()).isZero();
        assertThat(result.findings().quarantined()).isEqualTo(1);
    }

    @Test
    void whileWritersGoOnOnlyTheLastingDifferenceIsFound() throws InterruptedException {
        for (long seed = 0; seed < 30; seed++) {
            var world = filled(seed, 10).drop(Places.rowKey("3", "a"));
            for (int i = 500; i < 550; i++) {
                world.written(Integer.toString(i));
            }
            var result = compare(world, SEGMENTS, 50);
            assertThat(result.findings().differences())
                    .as("seed %d", seed)
                    .extracting(Difference::row)
                    .containsExactly(Places.rowKey("3", "a"));
            assertThat(result.source().wrong()).as("seed %d", seed).isEqualTo(1);
        }
    }

    @Test
    void whatCouldNotBeToldIsAsGoodAsWrong() throws InterruptedException {
        var world = filled(1, 0).drop(Places.rowKey("3", "a")).evidence(CaptureProof.Evidence.NONE);
        var result = compare(world, SEGMENTS, 1);
        assertThat(result.findings().unproven()).isEqualTo(1);
        assertThat(result.source().wrong()).isEqualTo(1);
        assertThat(result.findings().source().inFlight()).isEqualTo(1);
    }

    @Test
    void aReaderThatPassesOverASegmentProvesNothing() {
        var world = filled(1, 0);
        var lazy = new SourceReader() {
            @Override
            public void scan(Scan scan) throws InterruptedException {
                var some = new BitSet();
                some.or(scan.numbers());
                some.clear(7);
                world.scan(new Scan(scan.total(), some, scan.runs()));
            }

            @Override
            public Collection<Item> parts(Item part, String begin) {
                return List.of();
            }

            @Override
            public Map<Item, Item> items(Collection<Item> keys) {
                return world.items(keys);
            }
        };
        var stores = new ComparedStores(new Places(), Places.KEYS, null, lazy, world, world, world);
        assertThatThrownBy(() -> new SampledComparison(stores).run(all(SEGMENTS, 10)))
                .hasMessageContaining("49 of 50 segments");
        assertThatThrownBy(() -> new CountedSource(stores).read(SEGMENTS)).hasMessageContaining("49 of 50 segments");
        assertThatThrownBy(() -> new Comparison(stores, ComparisonLimits.STANDARD, new InMemory()).run(ITEMS, SEGMENTS))
                .hasMessageContaining("1 segments were not read");
    }

    @Test
    void aCountIsOfEachItemOnceAndOfTheRowsTheyMake() throws InterruptedException {
        var world = filled(1, 0).settled(Places.marked("left", "skip")).settled(Places.marked("bad", "bad"));
        var counts = new CountedSource(stores(world)).read(SEGMENTS);
        assertThat(counts.items()).isEqualTo(new ItemCounts(ITEMS + 2, ITEMS, 1, 1, 0));
        assertThat(counts.rows()).containsExactly(Map.entry("places", (long) ITEMS));
    }

    @Test
    void ofTheKeysGivenTheWrongOnesAreFound() throws InterruptedException {
        var world = filled(1, 0)
                .drop(Places.rowKey("3", "a"))
                .drop(Places.rowKey("4", "a"))
                .plant(Places.row("gone", "a", "v"))
                .plant(Places.row("5", "before", "v"));
        var touched = new TouchedComparison(stores(world));
        touched.item(Places.key("1"));
        touched.item(Places.key("3"));
        touched.item(Places.key("gone"));
        touched.row(Places.rowKey("gone", "a"), null);
        touched.item(Places.key("5"));
        touched.row(Places.rowKey("5", "before"), null);
        var findings = touched.end();
        assertThat(findings.differences())
                .extracting(Difference::row)
                .containsExactlyInAnyOrder(
                        Places.rowKey("3", "a"), Places.rowKey("gone", "a"), Places.rowKey("5", "before"));
    }

    private static int segment(String id) {
        return Math.floorMod(Places.key(id).hashCode(), SEGMENTS);
    }

    private static Result compare(World world, int segments, int rows) throws InterruptedException {
        return new SampledComparison(stores(world)).run(all(segments, rows));
    }

    private static Sample all(int segments, int rows) {
        var all = new BitSet();
        all.set(0, segments);
        return new Sample(new Draw("seed"), segments, all, rows);
    }

    private static ComparedStores stores(World world) {
        return new ComparedStores(new Places(), Places.KEYS, null, world, world, world, world);
    }

    private static World filled(long seed, int steps) {
        var world = new World(seed, steps);
        for (int i = 0; i < ITEMS; i++) {
            world.settled(Places.item(Integer.toString(i), "a", "v" + i));
        }
        return world;
    }
}
