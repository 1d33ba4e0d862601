package dev.tailrace.activities;

import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** DynamoDB Local over HTTP, in this process and in memory. */
public final class LocalDynamoDb implements AutoCloseable {
    private final DynamoDBProxyServer server;
    private final URI endpoint;

    private LocalDynamoDb(DynamoDBProxyServer server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    public static LocalDynamoDb start() throws Exception {
        int port = freePort();
        var database = new LocalDynamoDBRequestHandler(0, true, null, true, false);
        var server = new DynamoDBProxyServer(port, new LocalDynamoDBServerHandler(database, "*"));
        server.start();
        return new LocalDynamoDb(server, URI.create("http://localhost:" + port));
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public DynamoDbClient tables() {
        return tables(endpoint);
    }

    public DynamoDbStreamsClient streams() {
        return configured(DynamoDbStreamsClient.builder(), endpoint).build();
    }

    /** A client of any endpoint; does not retry. */
    public static DynamoDbClient tables(URI endpoint) {
        return configured(DynamoDbClient.builder(), endpoint).build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
