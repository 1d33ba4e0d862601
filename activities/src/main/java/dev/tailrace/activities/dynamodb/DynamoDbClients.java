package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.activities.file.StoreSpec;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The DynamoDB clients of a process, made on first use and shared. Thread-safe. */
public final class DynamoDbClients implements AutoCloseable {
    private final Map<StoreSpec.DynamoDb, DynamoDbClient> tables = new ConcurrentHashMap<>();
    private final Map<StoreSpec.DynamoDb, DynamoDbStreamsClient> streams = new ConcurrentHashMap<>();
    private final StoreTimeouts timeouts;

    public DynamoDbClients(StoreTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** A table as a source. Reads its key now. */
    public DynamoDbSource source(StoreSpec.DynamoDb store, String table) {
        var dynamo = tables(store);
        return new DynamoDbSource(table, Keys.of(dynamo, table), dynamo, streams(store));
    }

    /** What looks at the tables of an account before they are migrated. */
    public DynamoDbSurvey survey(StoreSpec.DynamoDb store) {
        return new DynamoDbSurvey(tables(store), streams(store));
    }

    /** The region of an account's tables, stated or found by the SDK. */
    public String region(StoreSpec.DynamoDb store) {
        return tables(store).serviceClientConfiguration().region().id();
    }

    /** A client of the source's tables. Throttles are retried with full jitter before they surface. */
    public DynamoDbClient tables(StoreSpec.DynamoDb source) {
        return tables.computeIfAbsent(
                source,
                s -> configure(DynamoDbClient.builder(), s, Endpoints.tables(s)).build());
    }

    /** A client of the source's streams, which keeps to the rate that AWS allows for listing shards. */
    public DynamoDbStreamsClient streams(StoreSpec.DynamoDb source) {
        return streams.computeIfAbsent(
                source,
                s -> new PacedStreams(
                        configure(DynamoDbStreamsClient.builder(), s, Endpoints.streams(s))
                                .build(),
                        Endpoints.streamsAreOfAws(s) ? PacedStreams.OF_AWS : PacedStreams.OF_OTHERS));
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(
            B builder, StoreSpec.DynamoDb source, @Nullable URI endpoint) {
        var jitter = BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(20));
        builder.overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(6)
                        .throttlingBackoffStrategy(jitter)
                        .build())
                .addExecutionInterceptor(new AnswerCheck())
                .apiCallAttemptTimeout(timeouts.attempt())
                .apiCallTimeout(timeouts.call()));
        builder.httpClientBuilder(ApacheHttpClient.builder()
                .maxConnections(64)
                .connectionTimeout(Duration.ofSeconds(3))
                .socketTimeout(timeouts.attempt()));
        if (source.region() != null) {
            builder.region(Region.of(source.region()));
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder;
    }

    @Override
    public void close() {
        tables.values().forEach(DynamoDbClient::close);
        streams.values().forEach(DynamoDbStreamsClient::close);
    }
}
