package dev.tailrace.activities.backfill;

import dev.tailrace.activities.Pulse;
import dev.tailrace.activities.control.Capacity;
import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.dynamodb.ThrottleCount;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * The pages of one scan segment from a position on. The next page is read while this one is mapped and written; no more than
 * one is read ahead. For one thread.
 */
final class Pages implements AutoCloseable {
    private final LoadedTable table;
    private final Pulse pulse;
    private final int segment;
    private final int segments;
    private final boolean consistent;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("scan-", 0).factory());
    private @Nullable Future<@Nullable Page> next;
    private volatile boolean closed;
    private double unitsPerItem = 1;

    /**
     * A page.
     *
     * @param items without Tailrace's own
     * @param position the last key evaluated, as DynamoDB JSON; null: the segment's end, which nothing else means
     */
    record Page(List<Item> items, @Nullable String position, double units, long throttles) {}

    Pages(LoadedTable table, Pulse pulse, int segment, int segments, boolean consistent, @Nullable String from) {
        this.table = table;
        this.pulse = pulse;
        this.segment = segment;
        this.segments = segments;
        this.consistent = consistent;
        next = begin(from);
    }

    /**
     * The next page. Not called again after one without a position, or none.
     *
     * @param ahead whether to begin with the page after it: a page that nobody takes is read, and paid for, in vain
     * @return null if a stop was asked for or the copy is paused
     */
    @Nullable
    Page take(BooleanSupplier ahead) throws SQLException, InterruptedException {
        var ready = next;
        if (ready == null) {
            throw new IllegalStateException("Cannot read on: the segment is at its end.");
        }
        try {
            var page = ready.get();
            next = page != null && page.position() != null && ahead.getAsBoolean() ? begin(page.position()) : null;
            return page;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException("Cannot read a page", e);
            }
        }
    }

    private Future<@Nullable Page> begin(@Nullable String from) {
        return reader.submit(() -> read(from));
    }

    private @Nullable Page read(@Nullable String from) throws SQLException {
        var permit = table.capacity().enter(() -> closed || pulse.stopRequested());
        if (permit == null) {
            return null;
        }
        var request = ScanRequest.builder()
                .tableName(table.table().from())
                .segment(segment)
                .totalSegments(segments)
                .consistentRead(consistent)
                .limit(permit.items(unitsPerItem))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (from != null) {
            request.exclusiveStartKey(Attributes.toAttributes(DynamoJson.read(from)));
        }
        var throttles = new ThrottleCount();
        request.overrideConfiguration(o -> o.addMetricPublisher(throttles));
        var answer = table.dynamo().scan(request.build());
        double units = answer.consumedCapacity() == null
                ? 0
                : answer.consumedCapacity().capacityUnits();
        permit.charge(units);
        if (units > 0 && answer.scannedCount() > 0) {
            // What a page costs is rounded up to whole steps, by half of one on average.
            unitsPerItem = (units - (consistent ? Capacity.STEP : Capacity.STEP / 2) / 2) / answer.scannedCount();
        }
        var items = answer.items().stream()
                .filter(i -> !i.containsKey(LoadedTable.TOKEN))
                .map(Attributes::toItem)
                .toList();
        var last = answer.hasLastEvaluatedKey() && !answer.lastEvaluatedKey().isEmpty()
                ? DynamoJson.write(Attributes.toItem(answer.lastEvaluatedKey()))
                : null;
        return new Page(items, last, units, throttles.get());
    }

    @Override
    public void close() {
        closed = true;
        reader.shutdownNow();
    }
}
