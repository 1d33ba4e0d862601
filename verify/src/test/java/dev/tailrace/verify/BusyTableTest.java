package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of which a fiftieth changes during each reading, and 1 MB to compare it in. */
class BusyTableTest {
    private static final int ITEMS = 300_000;
    private static final int CHANGES = ITEMS / 50;

    /** 18,750 cells are 525 KB, and 59,000 words 472 KB. */
    private static final ComparisonLimits ONE_MB =
            new ComparisonLimits(18_750, 59_000, 20_000, 20_000, 25, 1_000, Duration.ofMillis(250));

    @ParameterizedTest
    @ValueSource(longs = 1)
    void itIsEqualAfterTwoReadingsOfTheSourceAtMost(long seed) throws InterruptedException {
        var table = new Busy(seed);
        var stores = new ComparedStores(new Places(), Places.KEYS, null, table, table, table, table);
        var findings = new Comparison(stores, ONE_MB, new InMemory()).run(ITEMS, 16);
        assertThat(findings.sourceReads()).isLessThanOrEqualTo(2);
        assertThat(table.scanned).isLessThanOrEqualTo(2L * (ITEMS + CHANGES));
        assertThat(findings.confirmed() + findings.unproven() + findings.unlooked())
                .isZero();
        assertThat(findings.source().paired())
                .isEqualTo(findings.target().paired())
                .isGreaterThan(ITEMS * 9L / 10);
        assertThat(findings.source().rows() - findings.source().paired())
                .isEqualTo(findings.source().settled());
        assertThat(findings.source().settled()).isGreaterThan(CHANGES / 4);
    }

    /** Writers change, delete and make items evenly over each reading; capture follows at once. */
    private static final class Busy implements SourceReader, TargetReader, QuarantineReader, CaptureProof {
        private final Random random;
        private final String[] values = new String[ITEMS + 100_000];
        private long clock;
        long scanned;

        Busy(long seed) {
            random = new Random(seed);
            for (int i = 0; i < ITEMS; i++) {
                values[i] = "v";
            }
        }

        private void change() {
            int id = random.nextInt(values.length);
            values[id] = random.nextInt(4) == 0 ? null : "v" + clock++;
        }

        private Item item(int id) {
            return values[id] == null ? null : Places.item(Integer.toString(id), "a", values[id]);
        }

        @Override
        public void scan(Scan scan) throws InterruptedException {
            int changeEvery = values.length / CHANGES;
            for (int n = scan.numbers().nextSetBit(0);
                    n >= 0;
                    n = scan.numbers().nextSetBit(n + 1)) {
                var run = scan.runs().apply(n);
                for (int id = n; id < values.length; id += scan.total()) {
                    if (random.nextInt(changeEvery) == 0) {
                        change();
                    }
                    var item = item(id);
                    if (item != null) {
                        scanned++;
                        run.take(item);
                    }
                }
                run.end();
            }
        }

        @Override
        public void all(List<RowTable> tables, Supplier<? extends Sink<Row>> attempts) throws InterruptedException {
            var snapshot = values.clone();
            var sink = attempts.get();
            for (int id = 0; id < snapshot.length; id++) {
                if (random.nextInt(values.length / CHANGES) == 0) {
                    change();
                }
                if (snapshot[id] != null) {
                    sink.take(Places.row(Integer.toString(id), "a", snapshot[id]));
                }
            }
        }

        @Override
        public Map<RowKey, Found> rows(Collection<RowKey> keys) {
            var found = new HashMap<RowKey, Found>();
            for (var key : keys) {
                var value = values[Integer.parseInt(key.cells().getFirst())];
                if (value != null) {
                    found.put(key, new Found(Places.row(key.cells().getFirst(), "a", value), value));
                }
            }
            return found;
        }

        @Override
        public Map<Item, Item> items(Collection<Item> keys) {
            var items = new HashMap<Item, Item>();
            for (var key : keys) {
                var item = item(Integer.parseInt(((dev.tailrace.mappers.item.Value.Text) key.get("id")).value()));
                if (item != null) {
                    items.put(key, item);
                }
            }
            return items;
        }

        @Override
        public Collection<Item> parts(Item part, String begin) {
            throw new UnsupportedOperationException("there are no collections");
        }

        @Override
        public Set<Item> named(Collection<Item> keys) {
            return new HashSet<>();
        }

        @Override
        public void moment() {}

        @Override
        public Evidence await() {
            return Evidence.TOKEN;
        }
    }
}
