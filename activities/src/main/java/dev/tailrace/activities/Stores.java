package dev.tailrace.activities;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tailrace.activities.file.MigrationSpec.DynamoSource;
import dev.tailrace.activities.file.PostgresAddress;
import dev.tailrace.activities.plugin.Plugins;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The clients and pools of a process, made on first use and shared by all its activities. Thread-safe. Nothing connects
 * before it is used.
 */
public final class Stores implements AutoCloseable {
    private final Map<DynamoSource, DynamoDbClient> tables = new ConcurrentHashMap<>();
    private final Map<DynamoSource, DynamoDbStreamsClient> streams = new ConcurrentHashMap<>();
    private final Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();
    private final Patience patience;
    private final Plugins plugins = Plugins.ofEnvironment();

    public Stores() {
        this(Patience.standard());
    }

    public Stores(Patience patience) {
        this.patience = patience;
    }

    /** The mapper plugins that this process has. */
    public Plugins plugins() {
        return plugins;
    }

    /** A client of the source's tables. Throttles are retried with full jitter before they surface. */
    public DynamoDbClient dynamo(DynamoSource source) {
        return tables.computeIfAbsent(
                source, s -> configure(DynamoDbClient.builder(), s).build());
    }

    public DynamoDbStreamsClient streams(DynamoSource source) {
        return streams.computeIfAbsent(
                source, s -> configure(DynamoDbStreamsClient.builder(), s).build());
    }

    private <
                    B extends
                            AwsClientBuilder<B, ?>
                                    & software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<B, ?>>
            B configure(B builder, DynamoSource source) {
        var jitter = BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(20));
        builder.overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(6)
                        .throttlingBackoffStrategy(jitter)
                        .build())
                .apiCallAttemptTimeout(patience.attempt())
                .apiCallTimeout(patience.call()));
        builder.httpClientBuilder(ApacheHttpClient.builder()
                .maxConnections(64)
                .connectionTimeout(Duration.ofSeconds(3))
                .socketTimeout(patience.attempt()));
        if (source.region() != null) {
            builder.region(Region.of(source.region()));
        }
        if (source.endpoint() != null) {
            builder.endpointOverride(URI.create(source.endpoint()));
        }
        return builder;
    }

    /**
     * The pool behind a reference such as {@code env:TARGET_URL}.
     *
     * @throws dev.tailrace.mappers.problem.ProblemException if it cannot be resolved where this worker runs
     */
    public DataSource postgres(String reference) {
        return pools.computeIfAbsent(reference, this::pool);
    }

    private HikariDataSource pool(String reference) {
        var address = PostgresAddress.resolve(reference);
        var config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setPoolName("tailrace");
        // Room for the copy, capture and verification slots of one worker; Postgres allows 100 by default.
        config.setMaximumPoolSize(40);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        // Several dead connections may have to be thrown away within the time that a caller waits for one.
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(45).toMillis());
        // Whatever writes says by which commit (control/Commit); anything else is rolled back.
        config.setAutoCommit(false);
        config.addDataSourceProperty("ApplicationName", "tailrace");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Details of errors quote rows; they belong in no log.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty(
                "socketTimeout", Long.toString(patience.statement().toSeconds()));
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        tables.values().forEach(DynamoDbClient::close);
        streams.values().forEach(DynamoDbStreamsClient::close);
        pools.values().forEach(HikariDataSource::close);
    }
}
