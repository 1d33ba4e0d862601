package dev.tailrace.bench.mapping;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.dynamodb.Keys;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.embedded.scenario.AppData;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RoundTrip;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What is done to every item. Items differ, so that no branch is always right. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ItemBenchmark {
    private static final int ITEMS = 64;
    private static final int BYTES = 1_024;

    @Param({"orders", "app"})
    public String scenario = "orders";

    private final List<Map<String, AttributeValue>> encoded = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private ReversibleMapper mapper = Mappers.NONE;
    private KeySchema keys = Mappers.NO_KEYS;
    private int next;

    /** Compiles the mapping from the scenario's file, as a worker does. */
    @Setup
    public void make() {
        Scenario made = scenario.equals("orders") ? new Orders("") : new AppData("");
        keys = Keys.of(TableDescription.builder()
                .keySchema(made.tables().getFirst().keySchema())
                .attributeDefinitions(made.tables().getFirst().attributeDefinitions())
                .build());
        if (!(FileReader.read(MigrationFile.yaml("bench", List.of(made)), "bench.yaml") instanceof FileAnswer.Ok file)
                || !(MappingCompiler.compile(
                                file.spec().tables().getFirst().rules().orElseThrow(), keys)
                        instanceof Compiled.Ok compiled)) {
            throw new IllegalStateException("Cannot compile the mapping of " + scenario);
        }
        mapper = compiled.mapper();
        for (int n = 0; n < ITEMS; n++) {
            var item = new HashMap<>(made.item(n, new SplittableRandom(n)).item());
            int missing = BYTES - item.toString().length() / 2;
            item.put("padding", AttributeValue.fromS("äb c".repeat(Math.max(1, missing / 5))));
            encoded.add(item);
            items.add(Attributes.toItem(item));
        }
    }

    /** From the SDK's values to ours. */
    @Benchmark
    public Item decode(CpuTime time) {
        time.calls++;
        return Attributes.toItem(encoded.get(index()));
    }

    @Benchmark
    public Mapped map(CpuTime time) {
        time.calls++;
        return mapper.map(items.get(index()));
    }

    /** An item to its rows, the rows back to the item, and their keys to its key: what copy, capture and verification need. */
    @Benchmark
    public int mapAndBack(CpuTime time) {
        time.calls++;
        var item = items.get(index());
        if (!(mapper.map(item) instanceof Mapped.Rows mapped) || RoundTrip.check(mapper, item, mapped.rows()) != null) {
            throw new IllegalStateException("Cannot map item " + next + " there and back");
        }
        int same = 0;
        for (var row : mapped.rows()) {
            same += mapper.itemKey(row.key()).equals(keys.keyOf(item)) ? 1 : 0;
        }
        return same;
    }

    private int index() {
        next = (next + 1) % ITEMS;
        return next;
    }
}
