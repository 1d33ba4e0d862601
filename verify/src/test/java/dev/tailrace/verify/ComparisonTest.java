package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final ComparisonLimits SMALL = new ComparisonLimits(50, 25, 100);

    @Test
    void equalSidesAreEqual() throws InterruptedException {
        var world = filled(new World(1, 0), 500).settled(Places.marked("left", "skip"));
        var findings = compare(world, ComparisonLimits.STANDARD);
        assertThat(findings.differences()).isEmpty();
        assertThat(findings.sourceItems()).isEqualTo(501);
        assertThat(findings.targetRows()).isEqualTo(500);
        assertThat(findings.equal()).isEqualTo(500);
        assertThat(findings.skipped()).isEqualTo(1);
        assertThat(findings.unproven()).isZero();
    }

    @Test
    void differencesAreFoundInSweepsAndCounted() throws InterruptedException {
        var world = filled(new World(1, 0), 500)
                .drop(Places.rowKey("3", "a"))
                .plant(Places.row("extra", "a", "v"))
                .plant(Places.row("7", "a", "other"))
                .settled(Places.marked("named", "bad"));
        var findings = compare(world, SMALL);
        assertThat(findings.missing()).isEqualTo(1);
        assertThat(findings.extra()).isEqualTo(1);
        assertThat(findings.different()).isEqualTo(1);
        assertThat(findings.quarantined()).isEqualTo(1);
        assertThat(findings.equal()).isEqualTo(498);
        assertThat(findings.unlooked()).isZero();
    }

    @Test
    void whatIsTooMuchToSweepIsSaidNotForgotten() throws InterruptedException {
        var world = filled(new World(1, 0), 500);
        for (int i = 0; i < 500; i++) {
            world.drop(Places.rowKey(Integer.toString(i), "a"));
        }
        var findings = compare(world, new ComparisonLimits(50, 2, 1_000));
        assertThat(findings.missing()).isPositive();
        assertThat(findings.missing() + findings.unlooked()).isEqualTo(500);
    }

    @Test
    void whileWritersGoOnOnlyTheLastingDifferenceIsFound() throws InterruptedException {
        for (long seed = 0; seed < 50; seed++) {
            var world = filled(new World(seed, 10), 100).drop(Places.rowKey("3", "a"));
            for (int i = 50; i < 100; i++) {
                world.written(Integer.toString(i));
            }
            var findings = compare(world, SMALL);
            assertThat(findings.differences())
                    .as("seed %d", seed)
                    .extracting(Difference::row)
                    .containsExactly(Places.rowKey("3", "a"));
        }
    }

    @Test
    void aSideThatFailsStopsTheOther() {
        var world = filled(new World(1, 0), 1);
        var never = new CountDownLatch(1);
        var failing = new TargetReader() {
            @Override
            public void all(RowTable table, Sink<Row> each) {
                throw new IllegalStateException("down");
            }

            @Override
            public Map<RowKey, Found> rows(Collection<RowKey> keys) {
                throw new IllegalStateException("down");
            }
        };
        var waiting = new SourceReader() {
            @Override
            public void all(Supplier<? extends Run<Item>> runs) throws InterruptedException {
                assertThat(never.await(1, TimeUnit.MINUTES)).isTrue();
            }

            @Override
            public Map<Item, Item> items(Collection<Item> keys) {
                return Map.of();
            }

            @Override
            public Collection<Item> parts(Item part, String begin) {
                return List.of();
            }
        };
        var comparison = new Comparison(new ComparedStores(new Places(), Places.KEYS, waiting, failing, world, world));
        assertThatThrownBy(() -> comparison.run(1)).hasMessage("down");
    }

    private static World filled(World world, int items) {
        for (int i = 0; i < items; i++) {
            world.settled(Places.item(Integer.toString(i), "a", "v" + i));
        }
        return world;
    }

    private static Findings compare(World world, ComparisonLimits bounds) throws InterruptedException {
        return new Comparison(new ComparedStores(new Places(), Places.KEYS, world, world, world, world), bounds)
                .run(500);
    }
}
