package dev.tailrace.embedded.stack;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * DynamoDB, Postgres and Temporal, running. Closing stops what it started, in reverse order; a JVM that ends without
 * closing it stops them too. Thread-safe.
 */
public final class Stack implements AutoCloseable {
    private static final String NAMESPACE = "default";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Addresses addresses;
    private final DynamoDbClient dynamoDb;
    private final DynamoDbStreamsClient streams;
    private @Nullable StreamFaults faults;
    private @Nullable Outages outages;

    private Stack(StackOptions options) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-stack"));
        try {
            this.addresses = switch (options.kind()) {
                case EMBEDDED -> embedded(options);
                case CONTAINERS -> containers(options);
                case GIVEN -> GivenServers.read(options.environment());
            };
            this.dynamoDb = own(LocalAws.client(addresses.dynamoDb()));
            this.streams = own(LocalAws.streams(addresses.streams()));
        } catch (Exception e) {
            stop();
            throw e;
        }
    }

    /** Starts the stack that {@code -Dstack} names. Takes some seconds. */
    public static Stack start() {
        return start(StackOptions.found());
    }

    /**
     * Starts a stack, or nothing.
     *
     * @throws IllegalStateException where a server does not come up
     */
    public static Stack start(StackOptions options) {
        try {
            return new Stack(options);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start the stack (" + options.kind() + ")", e);
        }
    }

    public Addresses addresses() {
        return addresses;
    }

    /** A client for the stack's DynamoDB, closed with the stack. */
    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    /** A client for its streams, closed with the stack. */
    public DynamoDbStreamsClient streams() {
        return streams;
    }

    /** Hooks into an embedded DynamoDB; empty for the others. */
    public Optional<StreamFaults> streamFaults() {
        return Optional.ofNullable(faults);
    }

    /** Ways to stop and restart the servers; empty where they are not all child processes of this one. */
    public Optional<Outages> outages() {
        return Optional.ofNullable(outages);
    }

    /** An empty database of its own on the stack's Postgres; the caller closes it. */
    public FreshDatabase freshDatabase() {
        return FreshDatabase.create(addresses.postgres(), unique("tailrace"));
    }

    /** A name that no other test or run uses: the prefix and a random part, safe in every store. */
    public static String unique(String prefix) {
        return prefix + "_"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 12).toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        stop();
    }

    private Addresses embedded(StackOptions options) throws Exception {
        EmbeddedDynamoDb dynamo = own(EmbeddedDynamoDb.start());
        faults = dynamo;
        EmbeddedPostgresServer postgres = own(EmbeddedPostgresServer.start());
        TemporalServer temporal = own(embeddedTemporal(options));
        if (temporal instanceof TemporalDevServer dev) {
            outages = new ChildOutages(postgres, dev);
        }
        return addresses(dynamo.endpoint(), postgres.address(), temporal);
    }

    private Addresses containers(StackOptions options) throws Exception {
        GenericContainer<?> dynamo = own(ContainerServers.dynamoDb());
        GenericContainer<?> postgres = own(ContainerServers.postgres());
        Optional<TemporalServer> contained = ContainerServers.temporal();
        TemporalServer temporal = own(contained.isPresent() ? contained.get() : embeddedTemporal(options));
        return addresses(ContainerServers.endpoint(dynamo), ContainerServers.address(postgres), temporal);
    }

    private static TemporalServer embeddedTemporal(StackOptions options) throws Exception {
        return options.temporalCli().isPresent()
                ? TemporalDevServer.start(options.temporalCli().get())
                : TemporalTestServer.start();
    }

    private static Addresses addresses(URI dynamoDb, DatabaseAddress postgres, TemporalServer temporal) {
        return new Addresses(
                dynamoDb, dynamoDb, postgres, temporal.address(), temporal.kind(), NAMESPACE, temporal.ui());
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    private synchronized void stop() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                System.getLogger(Stack.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "Cannot stop " + part.getClass().getSimpleName(),
                                e);
            }
        }
    }
}
