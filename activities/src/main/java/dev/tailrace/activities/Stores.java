package dev.tailrace.activities;

import dev.tailrace.activities.dynamodb.AnswerCheck;
import dev.tailrace.activities.dynamodb.Endpoints;
import dev.tailrace.activities.dynamodb.PacedStreams;
import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.file.StoreSpec;
import dev.tailrace.activities.plugin.Plugins;
import dev.tailrace.activities.postgres.connection.Pool;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The clients and pools of a process, made on first use and shared by all its activities. Thread-safe. Nothing connects
 * before it is used.
 */
public final class Stores implements AutoCloseable {
    /** For the largest object, 16 MiB, at some 60 KB/s. */
    private static final Duration OBJECT = Duration.ofMinutes(5);

    private final Map<StoreSpec.DynamoDb, DynamoDbClient> tables = new ConcurrentHashMap<>();
    private final Map<StoreSpec.DynamoDb, DynamoDbStreamsClient> streams = new ConcurrentHashMap<>();
    private final Map<StoreSpec.DynamoDb, S3Client> objects = new ConcurrentHashMap<>();
    private final Map<String, Pool> pools = new ConcurrentHashMap<>();
    private final StoreTimeouts timeouts;
    private final Plugins plugins = Plugins.ofEnvironment();

    public Stores() {
        this(StoreTimeouts.standard());
    }

    public Stores(StoreTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** The mapper plugins that this process has. */
    public Plugins plugins() {
        return plugins;
    }

    /** A client of the source's tables. Throttles are retried with full jitter before they surface. */
    public DynamoDbClient dynamo(StoreSpec.DynamoDb source) {
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

    /** A client of S3 in the source's region; it follows a bucket to another. The address is the SDK's own. */
    public S3Client s3(StoreSpec.DynamoDb source) {
        return objects.computeIfAbsent(source, this::s3Client);
    }

    private S3Client s3Client(StoreSpec.DynamoDb source) {
        var builder = S3Client.builder()
                .crossRegionAccessEnabled(true)
                .overrideConfiguration(o -> o.apiCallTimeout(OBJECT))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(3))
                        .socketTimeout(timeouts.attempt()));
        if (Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL").anyMatch(name -> System.getenv(name) != null)) {
            // What stands in for S3 has no host name for each bucket.
            builder.forcePathStyle(true);
        }
        if (source.region() != null) {
            builder.region(Region.of(source.region()));
        }
        return builder.build();
    }

    private <
                    B extends
                            AwsClientBuilder<B, ?>
                                    & software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<B, ?>>
            B configure(B builder, StoreSpec.DynamoDb source, @Nullable URI endpoint) {
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

    /**
     * The pool behind a reference such as {@code env:TARGET_URL} ({@link Database#of}).
     *
     * @throws dev.tailrace.mappers.problem.ProblemException if it cannot be resolved where this worker runs
     */
    public DataSource postgres(String reference) {
        return pool(reference).connections();
    }

    /**
     * Which database a reference leads to: hosts and name. It stays the same for the life of this process.
     *
     * @throws DataAccessException if it cannot be found now
     */
    public String identity(String reference) {
        try {
            return pool(reference).identity();
        } catch (SQLException e) {
            throw new DataAccessException("Cannot find the database", e);
        }
    }

    private Pool pool(String reference) {
        return pools.computeIfAbsent(reference, r -> Pool.of(Database.of(r), timeouts));
    }

    @Override
    public void close() {
        tables.values().forEach(DynamoDbClient::close);
        streams.values().forEach(DynamoDbStreamsClient::close);
        objects.values().forEach(S3Client::close);
        pools.values().forEach(Pool::close);
    }
}
