package dev.tailrace.embedded.stack;

import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;

/** DynamoDB Local over HTTP, in this process and in memory. One endpoint serves tables and streams. Put together from its
 * parts: its own runner hides the database and reports its use over the network. */
final class EmbeddedDynamoDb implements StreamFaults, AutoCloseable {
    private final DynamoDBProxyServer server;
    private final AmazonDynamoDBLocal database;
    private final URI endpoint;

    private EmbeddedDynamoDb(DynamoDBProxyServer server, AmazonDynamoDBLocal database, URI endpoint) {
        this.server = server;
        this.database = database;
        this.endpoint = endpoint;
    }

    static EmbeddedDynamoDb start() throws Exception {
        SqliteLibrary.unpack();
        int port = Ports.free();
        // In memory, one database whatever the credentials and region, no made-up delays of table states.
        LocalDynamoDBRequestHandler requests = new LocalDynamoDBRequestHandler(0, true, null, true, false);
        AmazonDynamoDBLocal database = database(requests);
        StreamRecordIndex.create(database);
        DynamoDBProxyServer server = new DynamoDBProxyServer(port, new LocalDynamoDBServerHandler(requests, "*"));
        server.start();
        return new EmbeddedDynamoDb(server, database, URI.create("http://localhost:" + port));
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void rollShards() {
        database.triggerShardRollovers();
    }

    @Override
    public void age(Duration by) {
        database.dilateEventTimes(by.toMillis());
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    /** The HTTP handler hides the database, which has the hooks. */
    private static AmazonDynamoDBLocal database(LocalDynamoDBRequestHandler requests)
            throws ReflectiveOperationException {
        Method handler = LocalDynamoDBRequestHandler.class.getDeclaredMethod("getHandler", String.class);
        handler.setAccessible(true);
        return (AmazonDynamoDBLocal) handler.invoke(requests, "any: the database is shared");
    }
}
