package dev.tailrace.embedded.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/** The tables of a scenario on a DynamoDB; closing deletes them. */
public final class Source implements AutoCloseable {
    /** For some hundred thousand items on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private static final int LOADERS = 4;

    private final DynamoDbClient dynamoDb;
    private final Scenario scenario;

    private Source(DynamoDbClient dynamoDb, Scenario scenario) {
        this.dynamoDb = dynamoDb;
        this.scenario = scenario;
    }

    /** Creates the scenario's tables, empty. */
    public static Source create(DynamoDbClient dynamoDb, Scenario scenario) {
        Source source = new Source(dynamoDb, scenario);
        scenario.tables().forEach(dynamoDb::createTable);
        source.awaitActive();
        return source;
    }

    /**
     * Creates the scenario's tables with items 0 to {@code count - 1}; the same seed gives the same ones. Streams are enabled
     * afterwards: as with real tables, most items are older than their stream.
     */
    public static Source create(DynamoDbClient dynamoDb, Scenario scenario, long count, long seed) {
        Source source = new Source(dynamoDb, scenario);
        for (CreateTableRequest table : scenario.tables()) {
            dynamoDb.createTable(table.toBuilder()
                    .streamSpecification((StreamSpecification) null)
                    .build());
        }
        source.awaitActive();
        source.load(count, seed);
        for (CreateTableRequest table : scenario.tables()) {
            dynamoDb.updateTable(b -> b.tableName(table.tableName()).streamSpecification(table.streamSpecification()));
        }
        source.awaitActive();
        return source;
    }

    public Scenario scenario() {
        return scenario;
    }

    public List<String> tableNames() {
        return scenario.tables().stream().map(CreateTableRequest::tableName).toList();
    }

    /** Writes items 0 to {@code count - 1}. */
    public void load(long count, long seed) {
        try (ExecutorService loaders = Executors.newFixedThreadPool(LOADERS)) {
            List<Future<?>> shares = new ArrayList<>();
            for (int i = 0; i < LOADERS; i++) {
                long from = count * i / LOADERS;
                long to = count * (i + 1) / LOADERS;
                shares.add(loaders.submit(() -> loadRange(from, to, seed)));
            }
            for (Future<?> share : shares) {
                share.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot load " + scenario.id(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("A loader of " + scenario.id() + " did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while loading " + scenario.id(), e);
        }
    }

    @Override
    public void close() {
        for (String table : tableNames()) {
            try {
                dynamoDb.deleteTable(b -> b.tableName(table));
            } catch (ResourceNotFoundException e) {
                // Gone already: that is what was asked for.
                continue;
            }
        }
    }

    private void awaitActive() {
        for (String table : tableNames()) {
            dynamoDb.waiter().waitUntilTableExists(b -> b.tableName(table));
        }
    }

    private void loadRange(long from, long to, long seed) {
        for (long start = from; start < to; start += Batches.MOST) {
            List<Write.Put> batch = new ArrayList<>(Batches.MOST);
            for (long n = start; n < Math.min(start + Batches.MOST, to); n++) {
                batch.add(scenario.item(n, new SplittableRandom(seed * 31 + n)));
            }
            Batches.send(dynamoDb, batch);
        }
    }
}
