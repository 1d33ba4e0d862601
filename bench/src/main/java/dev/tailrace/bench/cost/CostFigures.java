package dev.tailrace.bench.cost;

import dev.tailrace.bench.history.Histories;
import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.bench.run.Size;
import dev.tailrace.bench.run.Worker;
import dev.tailrace.bench.source.SlowSource;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What one migration to its first verdict has used, at list prices, for a million such items: units of the copy as DynamoDB counted
 * them; as many again for the verification, which reads the same pages; tokens' writes and reads of the stream, as counted on
 * the wire; actions, from the histories. All grow with the items, so this is dear for what grows with time only: the larger
 * the run, the nearer to the truth. Postgres and the worker's own machine are not in it.
 */
public final class CostFigures {
    private static final long SEED = 6;
    private static final double MILLION = 1e6;

    private CostFigures() {}

    /** @param workerOptions for the worker's Java, behind those of the launcher */
    public static List<Figure> measure(Stack stack, Size size, String workerOptions) throws Exception {
        var name = Stack.unique("bench");
        var table = Ground.sized("Priced", size);
        try (var source = Source.create(stack.dynamoDb(), table, size.items(), SEED);
                var ground = Ground.open(stack);
                var counted = SlowSource.before(stack.addresses().dynamoDb(), Duration.ZERO);
                var worker = Worker.start(counted.environment(ground.environment()), workerOptions)) {
            ground.start(name, table);
            ground.awaitEqual(name);
            double scan = 2 * ground.number("select sum(consumed_units) from tailrace.lane where kind = 'segment'");
            double reads = scan + counted.requests("GetItem") + counted.requests("BatchGetItem");
            double writes = counted.requests("PutItem") + counted.requests("DeleteItem");
            double records = counted.requests("GetRecords");
            double actions = Histories.of(stack.addresses(), name).actions();
            double millions = size.items() / MILLION;
            double aws = reads * Prices.READ_UNIT + writes * Prices.WRITE_UNIT + records * Prices.STREAM_READ;
            return List.of(
                    Figure.stated(
                            "cost of a million items of %,d B, DynamoDB".formatted(size.bytes()),
                            aws / millions,
                            "$",
                            String.format(
                                    Locale.ROOT,
                                    "prices of %s; of %,d items: %,.0f read units, %,.0f writes of tokens, %,.0f GetRecords",
                                    Prices.AWS_DATE,
                                    size.items(),
                                    reads,
                                    writes,
                                    records)),
                    Figure.stated(
                            "cost of a million items, Temporal Cloud",
                            actions * Prices.ACTION / millions,
                            "$",
                            String.format(
                                    Locale.ROOT,
                                    "prices of %s; %,.0f actions, without heartbeats; none where Temporal is your own",
                                    Prices.TEMPORAL_DATE,
                                    actions)));
        }
    }
}
