package dev.tailrace.activities.proposal;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.dynamodb.DynamoDbClients;
import dev.tailrace.activities.file.StoreSpec;
import dev.tailrace.activities.store.SegmentReader.Segment;
import dev.tailrace.activities.store.SourceTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
        return ask(table, clients -> of(clients.source(source, table), most, System.nanoTime()));
    }

    /**
     * The key of a table.
     *
     * @throws ProblemException if the table cannot be described
     */
    public static KeySchema keysOf(StoreSpec.DynamoDb source, String table) {
        return ask(table, clients -> clients.source(source, table).keys());
    }

    /**
     * Asks a source with clients of its own.
     *
     * @param table its name, for messages
     * @throws ProblemException if the source refuses, or does not answer
     */
    static <T> T ask(String table, Function<DynamoDbClients, T> question) {
        try (var stores = new Stores()) {
            return question.apply(stores.dynamoDb());
        } catch (RuntimeException e) {
            if (!FailureClassifier.isOfSource(e)) {
                throw e;
            }
            throw new ProblemException(FailureClassifier.problem(e, "table " + table));
        }
    }

    /**
     * Reads a page of each of some segments, eventually consistent, until there are as many items. The same seed reads the same
     * segments.
     *
     * @param most how many items; fewer come where the table has no more
     */
    public static ItemSample of(SourceTable source, int most, long seed) {
        var segments = new ArrayList<>(IntStream.range(0, SEGMENTS).boxed().toList());
        Collections.shuffle(segments, new Random(seed));
        var items = new ArrayList<Item>();
        var next = new HashMap<Integer, String>();
        double units = 0;
        // Round by round: small tables have few items in each segment.
        while (!segments.isEmpty() && items.size() < most) {
            for (var segment : List.copyOf(segments)) {
                if (items.size() >= most) {
                    break;
                }
                var page = source.page(
                        new Segment(segment, SEGMENTS, false),
                        next.get(segment),
                        Math.min(most - items.size(), Math.max(1, most / PARTS)));
                units += page.units();
                items.addAll(page.items());
                if (page.position() == null) {
                    segments.remove(segment);
                } else {
                    next.put(segment, page.position());
                }
            }
        }
        return new ItemSample(
                source.name(),
                source.keys(),
                items,
                indexed(source),
                expiry(source),
                source.stream().enabled(),
                units);
    }

    private static Set<String> indexed(SourceTable source) {
        return source.indexes().stream().flatMap(index -> index.key().stream()).collect(Collectors.toSet());
    }

    private static @Nullable String expiry(SourceTable source) {
        try {
            return source.expiry();
        } catch (RuntimeException unknown) {
            if (!FailureClassifier.isOfSource(unknown)) {
                throw unknown;
            }
            // It only names a column's type.
            return null;
        }
    }
}
