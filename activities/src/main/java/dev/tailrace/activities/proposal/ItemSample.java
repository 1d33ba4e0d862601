package dev.tailrace.activities.proposal;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.dynamodb.Expiry;
import dev.tailrace.activities.dynamodb.Keys;
import dev.tailrace.activities.dynamodb.ReadUnits;
import dev.tailrace.activities.file.StoreSpec;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Some items of a source table, none of Tailrace's own.
 *
 * @param indexed key attributes of its secondary indexes
 * @param ttl the attribute by which items expire; null: none, or it may not be read
 * @param hasStream whether its stream is on
 * @param units the read capacity units that the reading cost
 */
public record ItemSample(
        String table,
        KeySchema keys,
        List<Item> items,
        Set<String> indexed,
        @Nullable String ttl,
        boolean hasStream,
        double units) {
    private static final int SEGMENTS = 64;

    /** A page is a sixteenth of the sample, so that it comes from many parts of the table. */
    private static final int PARTS = 16;

    public ItemSample {
        items = List.copyOf(items);
        indexed = Set.copyOf(indexed);
    }

    /**
     * Reads some items from all over a table.
     *
     * @param most how many at most
     * @throws ProblemException if the table cannot be read
     */
    public static ItemSample ofTable(StoreSpec.DynamoDb source, String table, int most) {
        try (var stores = new Stores()) {
            return of(stores.dynamo(source), table, most, System.nanoTime());
        } catch (SdkException e) {
            throw new ProblemException(FailureClassifier.problem(e, "table " + table));
        }
    }

    /**
     * The key of a table.
     *
     * @throws ProblemException if the table cannot be described
     */
    public static KeySchema keysOf(StoreSpec.DynamoDb source, String table) {
        try (var stores = new Stores()) {
            return Keys.of(stores.dynamo(source), table);
        } catch (SdkException e) {
            throw new ProblemException(FailureClassifier.problem(e, "table " + table));
        }
    }

    /**
     * Reads a page of each of some segments, eventually consistent, until there are as many items. The same seed reads the same
     * segments.
     *
     * @param most how many items; fewer come where the table has no more
     */
    public static ItemSample of(DynamoDbClient dynamo, String table, int most, long seed) {
        var description = dynamo.describeTable(d -> d.tableName(table)).table();
        var segments = new ArrayList<>(IntStream.range(0, SEGMENTS).boxed().toList());
        Collections.shuffle(segments, new Random(seed));
        var items = new ArrayList<Item>();
        var next = new HashMap<Integer, Map<String, AttributeValue>>();
        double units = 0;
        // Round by round: small tables have few items in each segment.
        while (!segments.isEmpty() && items.size() < most) {
            for (var segment : List.copyOf(segments)) {
                if (items.size() >= most) {
                    break;
                }
                var request = ScanRequest.builder()
                        .tableName(table)
                        .segment(segment)
                        .totalSegments(SEGMENTS)
                        .limit(Math.min(most - items.size(), Math.max(1, most / PARTS)))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
                if (next.containsKey(segment)) {
                    request.exclusiveStartKey(next.get(segment));
                }
                var page = dynamo.scan(request.build());
                units += ReadUnits.of(page.consumedCapacity());
                page.items().stream()
                        .filter(i -> !i.containsKey(LoadedTable.TOKEN))
                        .map(Attributes::toItem)
                        .forEach(items::add);
                if (page.lastEvaluatedKey().isEmpty()) {
                    segments.remove(segment);
                } else {
                    next.put(segment, page.lastEvaluatedKey());
                }
            }
        }
        return new ItemSample(
                table,
                Keys.of(description),
                items,
                indexed(description),
                ttl(dynamo, table),
                hasStream(description),
                units);
    }

    private static boolean hasStream(TableDescription table) {
        return table.streamSpecification() != null
                && Boolean.TRUE.equals(table.streamSpecification().streamEnabled());
    }

    private static Set<String> indexed(TableDescription table) {
        return Stream.concat(
                        table.globalSecondaryIndexes().stream().flatMap(i -> i.keySchema().stream()),
                        table.localSecondaryIndexes().stream().flatMap(i -> i.keySchema().stream()))
                .map(k -> k.attributeName())
                .collect(Collectors.toSet());
    }

    private static @Nullable String ttl(DynamoDbClient dynamo, String table) {
        try {
            return Expiry.attribute(dynamo, table);
        } catch (SdkException unknown) {
            // It only names a column's type.
            return null;
        }
    }
}
