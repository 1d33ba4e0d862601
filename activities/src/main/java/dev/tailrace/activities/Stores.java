package dev.tailrace.activities;

import dev.tailrace.activities.dynamodb.DynamoDbClients;
import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.objects.ObjectClients;
import dev.tailrace.activities.plugin.Plugins;
import dev.tailrace.activities.postgres.connection.Pool;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;

/**
 * The clients and pools of a process, made on first use and shared by all its activities. Thread-safe. Nothing connects
 * before it is used.
 */
public final class Stores implements AutoCloseable {
    private final Map<String, Pool> pools = new ConcurrentHashMap<>();
    private final DynamoDbClients dynamoDb;
    private final ObjectClients objects;
    private final StoreTimeouts timeouts;
    private final Plugins plugins = Plugins.ofEnvironment();

    public Stores() {
        this(StoreTimeouts.standard());
    }

    public Stores(StoreTimeouts timeouts) {
        this.timeouts = timeouts;
        dynamoDb = new DynamoDbClients(timeouts);
        objects = new ObjectClients(timeouts);
    }

    /** The mapper plugins that this process has. */
    public Plugins plugins() {
        return plugins;
    }

    /** Clients of DynamoDB. */
    public DynamoDbClients dynamoDb() {
        return dynamoDb;
    }

    /** Clients of S3. */
    public ObjectClients objects() {
        return objects;
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
        dynamoDb.close();
        objects.close();
        pools.values().forEach(Pool::close);
    }
}
