package dev.tailrace.activities.verification;

import dev.tailrace.activities.dynamodb.ReadUnits;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.verify.Run;
import dev.tailrace.verify.Sink;
import dev.tailrace.verify.SourceReader;
import dev.tailrace.verify.Together;
import dev.tailrace.verify.Together.Reading;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Reads a source table by parallel scan, all strongly consistent, within the table's read budget. Thread-safe.
 */
final class ScannedSource implements SourceReader {
    private final SourceTable table;
    private final ReadBudget budget;
    private final InPlace inPlace;
    private final int segments;
    private final int threads;
    private final ItemLookup lookup;

    /**
     * @param inPlace how long a page is tried again
     * @param segments how many the scan is divided into
     * @param window how many are read at a time
     */
    ScannedSource(SourceTable table, ReadBudget budget, InPlace inPlace, int segments, int window) {
        this.table = table;
        this.budget = budget;
        this.inPlace = inPlace;
        this.segments = segments;
        this.threads = Math.max(1, Math.min(segments, window));
        this.lookup = new ItemLookup(table, budget, inPlace);
    }

    @Override
    public void all(Supplier<? extends Run<Item>> runs) throws InterruptedException {
        var next = new AtomicInteger();
        Reading segment = () -> {
            for (int number = next.getAndIncrement(); number < segments; number = next.getAndIncrement()) {
                var run = runs.get();
                scan(number, run);
                run.end();
            }
        };
        Together.run(Collections.nCopies(threads, segment));
    }

    /** The end is an absent LastEvaluatedKey, nothing else: a page can be empty. */
    private void scan(int segment, Sink<Item> each) throws InterruptedException {
        var request = ScanRequest.builder()
                .tableName(table.name())
                .segment(segment)
                .totalSegments(segments)
                .consistentRead(true)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        Map<String, AttributeValue> last;
        do {
            budget.await();
            var next = request.build();
            var page = inPlace.get(() -> table.dynamo().scan(next));
            budget.charge(ReadUnits.of(page.consumedCapacity()));
            give(page.items(), each);
            last = page.lastEvaluatedKey();
            request.exclusiveStartKey(last);
        } while (!last.isEmpty());
    }

    private static void give(List<Map<String, AttributeValue>> page, Sink<Item> each) throws InterruptedException {
        for (var attributes : page) {
            var item = SourceTable.item(attributes);
            if (item.isPresent()) {
                each.take(item.get());
            }
        }
    }

    @Override
    public Map<Item, Item> items(Collection<Item> keys) throws InterruptedException {
        return lookup.find(keys);
    }

    @Override
    public Collection<Item> parts(Item part, String begin) throws InterruptedException {
        return lookup.parts(part, begin);
    }
}
