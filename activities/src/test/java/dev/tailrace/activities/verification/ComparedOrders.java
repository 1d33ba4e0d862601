package dev.tailrace.activities.verification;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.verify.CaptureProof;
import dev.tailrace.verify.ComparedStores;
import dev.tailrace.verify.SourceReader;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Orders in memory and in a real Postgres, copied, captured and verified by the code that does so for real: a fault can be planted
 * anywhere between. Capture is never behind. For one thread.
 */
final class ComparedOrders implements SourceReader {
    static final int ITEMS = 200;
    private static final String EXPIRY = "ttl";

    final Bench bench;
    private final TreeMap<String, Item> items = new TreeMap<>();
    private final Capturing capture;
    private Mapper mapper;
    private Runnable beforeRun = () -> {};
    private Runnable beforeScan = () -> {};
    private Runnable afterScan = () -> {};
    private int segmentsLost;
    private boolean blind;
    private long run;

    ComparedOrders() throws Exception {
        bench = new Bench(null, mapping());
        mapper = bench.table.mapper();
        for (int i = 0; i < ITEMS; i++) {
            put(order(i));
        }
        new Copying(bench, 1).last(items.values().toArray(Item[]::new));
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
        capture = new Capturing(bench, 1);
    }

    private static MappingSpec mapping() {
        var columns = new LinkedHashMap<String, ColumnSpec>();
        columns.put("total", new ColumnSpec(null, "numeric", null));
        columns.put("name", new ColumnSpec(null, "text", null));
        columns.put("note", new ColumnSpec(null, "text", null));
        return new MappingSpec(
                List.of(new MappingSpec.Rule(
                        Map.of("id", MappingSpec.Condition.of("{id}")), "orders", List.of("id"), columns, "rest")),
                MappingSpec.Else.REFUSE);
    }

    static Item order(int number) {
        return order(id(number), "10.%02d".formatted(number % 90 + 5), "name-" + id(number), "note-" + id(number));
    }

    static String id(int number) {
        return "%04d".formatted(number);
    }

    static Item order(String id, String total, String name, @Nullable String note) {
        var attributes = new HashMap<String, Value>();
        attributes.put("id", new Value.Text(id));
        attributes.put("total", new Value.Num(new BigDecimal(total)));
        attributes.put("name", new Value.Text(name));
        if (note != null) {
            attributes.put("note", new Value.Text(note));
        }
        return Item.of(attributes);
    }

    static Item expiring(Item item, long seconds) {
        var attributes = new HashMap<>(item.attributes());
        attributes.put(EXPIRY, new Value.Num(BigDecimal.valueOf(seconds)));
        return Item.of(attributes);
    }

    private static String idOf(Item item) {
        return item.get("id") instanceof Value.Text text ? text.value() : "";
    }

    /** Writes an item at the source, and nowhere else. */
    void put(Item item) {
        items.put(idOf(item), item);
    }

    void remove(int number) {
        items.remove(id(number));
    }

    /** Applies a change that the stream delivers, whatever the source holds. */
    void captured(@Nullable Item before, @Nullable Item after) throws Exception {
        capture.change(before, after).apply();
    }

    /** What happens before each run. */
    void beforeRun(Runnable happening) {
        beforeRun = happening;
    }

    /** What happens before a run reads the source. */
    void beforeScan(Runnable happening) {
        beforeScan = happening;
    }

    /** What happens while a run reads, after the source was read. */
    void afterScan(Runnable happening) {
        afterScan = happening;
    }

    /** From now on the comparison maps by this. */
    void mapper(Mapper other) {
        mapper = other;
    }

    Mapper mapper() {
        return mapper;
    }

    /** From now on the reader passes over the first so many segments. */
    void loseSegments(int count) {
        segmentsLost = count;
    }

    /** From now on the reader gives nothing. */
    void readNothing() {
        blind = true;
    }

    Verdict verify(VerificationLevel level) throws Exception {
        return verify(new VerificationOptions(level, null, null, null));
    }

    Verdict verify(VerificationOptions options) throws Exception {
        beforeRun.run();
        var old = bench.table;
        var table = new LoadedTable(
                old.id(), old.ref(), old.migration(), old.spec(), mapper, old.capacity(), old.target(), old.source());
        var inPlace = new InPlace(Heartbeat.none(), EngineOptions.local().timeouts());
        var request = new Request(table.ref(), bench.passId, ++run, true, options);
        var stores = new ComparedStores(
                mapper,
                table.keys(),
                EXPIRY,
                this,
                new TargetScan(table, Heartbeat.none(), inPlace),
                new PassQuarantine(table.target(), bench.passId, inPlace),
                CAUGHT_UP);
        var context = new RunContext(table, Passes.get(bench.pool, bench.passId), request, inPlace, stores);
        var saved = StoredComparison.take(table.control(), request, table.keys(), inPlace);
        return LevelRun.run(context, saved, "test").orElseThrow().verdict();
    }

    private static final CaptureProof CAUGHT_UP = new CaptureProof() {
        @Override
        public Evidence await() {
            return Evidence.TOKEN;
        }

        @Override
        public void moment() {}
    };

    @Override
    public void scan(Scan scan) throws InterruptedException {
        beforeScan.run();
        for (int number = scan.numbers().nextSetBit(segmentsLost);
                number >= 0 && !blind;
                number = scan.numbers().nextSetBit(number + 1)) {
            var segment = scan.runs().apply(number);
            for (var item : new ArrayList<>(items.values())) {
                if (Math.floorMod(idOf(item).hashCode(), scan.total()) == number) {
                    segment.take(item);
                }
            }
            segment.end();
        }
        afterScan.run();
    }

    @Override
    public Collection<Item> parts(Item part, String begin) {
        return List.of();
    }

    @Override
    public Map<Item, Item> items(Collection<Item> keys) {
        var found = new HashMap<Item, Item>();
        for (var key : keys) {
            var item = items.get(idOf(key));
            if (item != null && !blind) {
                found.put(key, item);
            }
        }
        return found;
    }
}
